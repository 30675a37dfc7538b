import { z } from "zod";
import { SystemMessage, UserPreference } from "./preferences.ts";

/** A list that drops invalid entries, because Meta adds kinds without notice. */
function validEntries<S extends z.ZodType>(schema: S): z.ZodType<z.infer<S>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((entry) => {
        const read = schema.safeParse(entry);
        return read.success ? [read.data] : [];
      }),
    );
}

const Id = z.string().min(1).max(512);
const File = z.object({ id: Id, mime_type: z.string().optional(), caption: z.string().optional() });
const Reply = z.object({ id: z.string(), title: z.string().default("") });
const Place = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
});
const Card = z.object({
  name: z.object({ formatted_name: z.string().default("") }).optional(),
  phones: z.array(z.object({ phone: z.string().optional() })).default([]),
});

/** Meta docs, "Cloud API webhooks: messages". Only the fields used. */
export const WhatsappMessage = z.object({
  id: Id,
  /** The customer's number without `+`. */
  from: z.string().regex(/^\d{5,20}$/),
  /** Seconds. */
  timestamp: z.coerce.number().catch(0),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ payload: z.string().optional(), text: z.string().default("") }).optional(),
  interactive: z.object({ button_reply: Reply.optional(), list_reply: Reply.optional() }).optional(),
  image: File.optional(),
  document: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  sticker: File.optional(),
  location: Place.optional(),
  contacts: validEntries(Card).optional(),
  system: SystemMessage.optional().catch(undefined),
  /** Without an emoji, the reaction was taken back. */
  reaction: z.object({ message_id: Id, emoji: z.string().optional() }).optional().catch(undefined),
});
export type WhatsappMessage = z.infer<typeof WhatsappMessage>;

/** A message that a colleague wrote in the WhatsApp Business app (Meta docs, "smb_message_echoes webhook reference"). */
export const WhatsappEcho = WhatsappMessage.extend({ to: z.string().regex(/^\d{5,20}$/) });
export type WhatsappEcho = z.infer<typeof WhatsappEcho>;

const WhatsappStatus = z.object({
  id: Id,
  status: z.string(),
  recipient_id: z
    .string()
    .regex(/^\d{5,20}$/)
    .optional()
    .catch(undefined),
  errors: validEntries(z.object({ code: z.number() })).optional(),
  biz_opaque_callback_data: z.string().optional(),
});
export type WhatsappStatus = z.infer<typeof WhatsappStatus>;

const WhatsappChange = z.object({
  field: z.string().default("messages"),
  value: z.object({
    metadata: z.object({ phone_number_id: Id }),
    contacts: validEntries(
      z.object({ wa_id: z.string(), profile: z.object({ name: z.string().optional() }).optional() }),
    ).optional(),
    messages: validEntries(WhatsappMessage).optional(),
    statuses: validEntries(WhatsappStatus).optional(),
    user_preferences: validEntries(UserPreference).optional(),
    message_echoes: validEntries(WhatsappEcho).optional(),
  }),
});
export type WhatsappValue = z.infer<typeof WhatsappChange>["value"];

/** Meta docs, "Instagram messaging: webhooks". */
export const InstagramEvent = z.object({
  sender: z.object({ id: Id }),
  recipient: z.object({ id: Id }),
  /** Milliseconds. */
  timestamp: z.coerce.number().catch(0),
  message: z
    .object({
      mid: Id,
      text: z.string().optional(),
      quick_reply: z.object({ payload: z.string() }).optional(),
      attachments: validEntries(
        z.object({ type: z.string(), payload: z.object({ url: z.string().optional() }).optional() }),
      ).optional(),
      is_echo: z.boolean().optional(),
      is_deleted: z.boolean().optional(),
      is_unsupported: z.boolean().optional(),
    })
    .optional(),
  reaction: z
    .object({ mid: Id, action: z.string().optional(), reaction: z.string().optional(), emoji: z.string().optional() })
    .optional(),
  postback: z.object({ mid: Id.optional(), title: z.string().default(""), payload: z.string().optional() }).optional(),
});
export type InstagramEvent = z.infer<typeof InstagramEvent>;

/** Meta's payload: several entries, possibly of several accounts that share one app. */
export const MetaPayload = z.object({
  object: z.string(),
  entry: validEntries(
    z.object({
      id: z.string(),
      changes: validEntries(WhatsappChange).optional(),
      messaging: validEntries(InstagramEvent).optional(),
    }),
  ),
});
export type MetaPayload = z.infer<typeof MetaPayload>;
