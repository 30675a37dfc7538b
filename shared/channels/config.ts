import { z } from "zod";
import { channels } from "./definitions.ts";

/** What a tenant can set for each channel, inbound and outbound (specification 3.4, `channels`). */

/** Accounts at providers that need no entry under `integrations`. */
export const builtInProviders: readonly string[] = Object.values(channels).flatMap(
  ({ builtInProviders: names }) => names,
);

// Functions that only send load the definitions without the sections; whoever reads YAML loads them all.
const sections = await Promise.all(Object.values(channels).map((channel) => channel.sections()));
type Sections = (typeof sections)[number];

export const InputChannel = z.discriminatedUnion(
  "type",
  sections.map(({ input }): Sections["input"] => input) as [Sections["input"], ...Sections["input"][]],
);
export type InputChannel = z.output<typeof InputChannel>;

export const OutputChannel = z.discriminatedUnion(
  "type",
  sections.map(({ output }): Sections["output"] => output) as [Sections["output"], ...Sections["output"][]],
);

export const Channels = z.strictObject({
  input: z.array(InputChannel).default([]).describe("Where customers write."),
  output: z
    .array(OutputChannel)
    .default([])
    .describe("How answers go out. A channel without an entry has its defaults."),
});

/** The part of a configuration that says where customers write and where answers go. */
export interface ChannelSections {
  readonly channels: z.output<typeof Channels>;
}

/** The tenant's own name. */
export interface NamedClient {
  readonly client_name: string;
}
