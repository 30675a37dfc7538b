import { z } from "zod";
import type { KeyedAddress } from "./definition.ts";
import { channels, definitionOf } from "./definitions.ts";

/** What a tenant can set of each channel, inbound and outbound (specification 3.4, `channels`). */

const definitions = Object.values(channels);

/** Providers of this product, usable without an entry under `integrations`. */
export const builtInProviders: readonly string[] = definitions.flatMap(({ builtInProviders: names }) => names);

type Definition = (typeof definitions)[number];

export const InputChannel = z.discriminatedUnion(
  "type",
  definitions.map(({ input }): Definition["input"] => input) as [Definition["input"], ...Definition["input"][]],
);
export type InputChannel = z.output<typeof InputChannel>;

export const OutputChannel = z.discriminatedUnion(
  "type",
  definitions.map(({ output }): Definition["output"] => output) as [Definition["output"], ...Definition["output"][]],
);

export const Channels = z.strictObject({
  input: z.array(InputChannel).default([]),
  output: z.array(OutputChannel).default([]),
});

/** The tenant's own addresses in one input, the one that messages leave from first. */
export function addressesIn({ type, config }: InputChannel): readonly KeyedAddress[] {
  // The section's own schema has made `config` what its definition reads.
  return definitionOf(type).addresses(config as never);
}

/** The part of a configuration that says where customers write and where answers go. */
export interface ChannelSections {
  readonly channels: z.output<typeof Channels>;
}

/** How a tenant calls itself. */
export interface NamedClient {
  readonly client_name: string;
}
