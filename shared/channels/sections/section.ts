import { z } from "zod";
import { Name } from "../../schema/scalars.ts";
import { SecretReference } from "../../security/secrets/secret-reference.ts";

/** A channel's entry under `channels.input` of a tenant's file. `provider` is the default provider. */
export function inputSection<T extends string, S extends z.ZodType>(type: T, provider: string, config: S) {
  return z.strictObject({
    type: z.literal(type).describe("The channel."),
    enabled: z.boolean().default(true).describe("False switches the channel off."),
    provider: Name.default(provider).describe(
      "The account that receives: an entry of integrations.available, or the default.",
    ),
    config: config.prefault({} as never).describe("The settings of this channel."),
  });
}

/** A channel's entry under `channels.output`. */
export function outputSection<T extends string, S extends z.ZodType>(type: T, config: S) {
  return z.strictObject({
    type: z.literal(type).describe("The channel."),
    enabled: z.boolean().default(true).describe("False switches the channel off."),
    config: config.prefault({} as never).describe("The settings of this channel."),
  });
}

/** The account that a channel sends by. */
export function sendingProvider(usual: string) {
  return Name.default(usual).describe("The account that sends: an entry of integrations.available, or the default.");
}

/** Defaults are rates that providers accept from everyone. */
export function perSecond(usual: number) {
  return z
    .number()
    .min(0.1)
    .max(1_000)
    .default(usual)
    .describe("Messages a second that a process sends for this account.");
}

/** Meta's id of a number or an account. */
export const MetaId = z.string().regex(/^\d{5,30}$/, "must be the id Meta shows, digits only");

/** An account's id at a provider, or the secret that holds it. */
export const AccountId = z.union([z.string().regex(/^[A-Za-z0-9_-]+$/), SecretReference], {
  error: "must be an account's id, or name a secret",
});

/** The output type of a section's `config`. */
export type SectionConfig<S extends z.ZodObject<{ config: z.ZodType }>> = z.output<S>["config"];

interface WrittenSection {
  readonly type: string;
  readonly enabled: boolean;
  readonly config: object;
}

/** A tenant's channel sections, for readers that know only their own section's schema. */
export interface WrittenChannels {
  readonly channels: { readonly input: readonly WrittenSection[]; readonly output: readonly WrittenSection[] };
}

/** The settings of the sections that this schema parsed. */
export function settingsOf<S extends z.ZodObject<{ type: z.ZodLiteral<string>; config: z.ZodType }>>(
  sections: readonly WrittenSection[],
  schema: S,
): readonly z.output<S>["config"][] {
  const [type] = schema.shape.type.values;
  return sections.flatMap((section) => (section.type === type ? [section.config as z.output<S>["config"]] : []));
}
