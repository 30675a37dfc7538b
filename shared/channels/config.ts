import { z } from "zod";
import { Name, PhoneNumber, ShortText, uniqueBy } from "../schema/scalars.ts";
import { EmailTemplate, WhatsappTemplate } from "./template-config.ts";

/** What a tenant can set of each channel, inbound and outbound (specification 3.4, `channels`). */

/** Providers of this product, usable without an entry under `integrations`. */
export const builtInProviders: readonly string[] = [
  "twilio_whatsapp",
  "twilio_sms",
  "twilio_sip",
  "livekit_sip",
  "livekit_web",
  "meta_whatsapp",
  "meta_instagram",
  "sendgrid",
  "web",
];

const MetaId = z.string().regex(/^\d{5,30}$/, "must be the id Meta shows, digits only");

function input<T extends string, S extends z.ZodType>(type: T, provider: string, config: S) {
  return z.strictObject({
    type: z.literal(type),
    enabled: z.boolean().default(true),
    provider: Name.default(provider),
    config: config.prefault({} as never),
  });
}

function output<T extends string, S extends z.ZodType>(type: T, config: S) {
  return z.strictObject({
    type: z.literal(type),
    enabled: z.boolean().default(true),
    config: config.prefault({} as never),
  });
}

const Origin = z
  .string()
  .refine((given) => /^https?:$/.test(URL.parse(given)?.protocol ?? "") && URL.parse(given)?.origin === given, {
    error: "must be an origin, such as https://www.example.com: no path, no slash at the end",
  });

const ProactiveChat = z.strictObject({
  after_seconds: z.number().min(0).max(3_600).default(15),
  /** What it says; a greeting in the visitor's language where it is left out. */
  message: ShortText.optional(),
  /** Only on pages whose path begins with one of these; none: on all. */
  pages: z.array(z.string().startsWith("/", "must begin with a slash")).default([]),
});

export const InputChannel = z.discriminatedUnion("type", [
  input(
    "voice",
    "livekit_sip",
    z.strictObject({
      phone_numbers: z.array(PhoneNumber).default([]),
      sip_trunk: Name.default("twilio_sip"),
      ivr_enabled: z.boolean().default(false),
    }),
  ),
  input(
    "web_voice",
    "livekit_web",
    z.strictObject({
      room_prefix: z
        .string()
        .regex(/^[A-Za-z0-9_-]*$/, "must be letters, digits, `_` and `-`")
        .default("voice_"),
      /** Seconds. */
      max_duration: z.number().int().min(1).max(86_400).default(1800),
    }),
  ),
  input(
    "web_chat",
    "web",
    z.strictObject({
      /** Where the chat stands; pages of its origin may open it. */
      widget_url: z.url("must be a URL").optional(),
      /** Other sites whose pages may. */
      allowed_origins: z.array(Origin).default([]),
      /** Whether the chat speaks first, once a visit; no model is asked before the visitor writes. */
      proactive_chat: z.boolean().default(false),
      proactive: ProactiveChat.prefault({}),
    }),
  ),
  input(
    "whatsapp",
    "twilio_whatsapp",
    z.strictObject({
      phone_number: PhoneNumber,
      business_profile: ShortText.optional(),
      /** Meta's own id of the number, where it is on the Cloud API: what its webhooks name and sends go through. */
      phone_number_id: MetaId.optional(),
    }),
  ),
  input("sms", "twilio_sms", z.strictObject({ phone_number: PhoneNumber })),
  input(
    "instagram",
    "meta_instagram",
    z.strictObject({
      business_account: Name,
      /** Meta's id of the account, where `business_account` is its name: what its webhooks name. */
      account_id: MetaId.optional(),
      /** False: messages are kept for people, and no agent answers. */
      auto_reply: z.boolean().default(true),
    }),
  ),
  input("email", "sendgrid", z.strictObject({ address: z.email("must be an e-mail address") })),
]);
export type InputChannel = z.output<typeof InputChannel>;

/** Messages a second that leave a process for one account; the defaults are what the providers take of everyone. */
function perSecond(usual: number) {
  return z.number().min(0.1).max(1_000).default(usual);
}

export const OutputChannel = z.discriminatedUnion("type", [
  output(
    "voice",
    z.strictObject({
      voice_id: ShortText.optional(),
      speed: z.number().min(0.25).max(4).default(1),
      pitch: z.number().min(0.25).max(4).default(1),
    }),
  ),
  output("web_voice", z.strictObject({ voice_id: ShortText.optional() })),
  output("web_chat", z.strictObject({})),
  output(
    "whatsapp",
    z.strictObject({
      provider: Name.default("twilio_whatsapp"),
      template_messages: z.boolean().default(true),
      media_support: z.boolean().default(true),
      templates: z
        .array(WhatsappTemplate)
        .superRefine(uniqueBy(({ name, language }) => `${name} (${language})`, "name"))
        .default([]),
      /** What goes, outside of the 24 hours that a customer's message opens, in place of free text. */
      fallback_template: Name.optional(),
      max_per_second: perSecond(80),
    }),
  ),
  output("instagram", z.strictObject({ provider: Name.default("meta_instagram"), max_per_second: perSecond(100) })),
  output(
    "email",
    z.strictObject({
      provider: Name.default("sendgrid"),
      /** Names alone say which templates there are; what one says is given by the longer form. */
      templates: z
        .array(EmailTemplate)
        .superRefine(uniqueBy(({ name }) => name, "name"))
        .default([]),
      from_address: z.email("must be an e-mail address").optional(),
      max_per_second: perSecond(100),
    }),
  ),
  output(
    "sms",
    z.strictObject({
      provider: Name.default("twilio_sms"),
      opt_in_required: z.boolean().default(true),
      max_per_second: perSecond(100),
    }),
  ),
]);

export const Channels = z.strictObject({
  input: z.array(InputChannel).default([]),
  output: z.array(OutputChannel).default([]),
});

/** The part of a configuration that says where customers write and where answers go. */
export interface ChannelSections {
  readonly channels: z.output<typeof Channels>;
}

/** How a tenant calls itself. */
export interface NamedClient {
  readonly client_name: string;
}
