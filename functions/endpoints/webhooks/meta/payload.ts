import { z } from "zod";
import { whatsappUserIdPattern } from "../../../../shared/channels/addresses/whatsapp-user-id.ts";
import { LooseText, lenient, lenientList } from "../lenient.ts";
import { UserPreference } from "./preferences.ts";
import { WhatsappMessage } from "./whatsapp-message.ts";
import { readMessages, WhatsappContact } from "./whatsapp-senders.ts";

const Id = z.string().min(1).max(512);

/** A message that a colleague wrote in the WhatsApp Business app (Meta docs, "smb_message_echoes webhook reference"). */
export const WhatsappEcho = WhatsappMessage.extend({
  to: z
    .string()
    .regex(/^\d{5,20}$/)
    .catch(""),
  to_user_id: lenient(z.string().regex(whatsappUserIdPattern)),
});
export type WhatsappEcho = z.infer<typeof WhatsappEcho>;

const WhatsappStatus = z.object({
  id: Id,
  status: z.string(),
  recipient_id: lenient(z.string().regex(/^\d{5,20}$/)),
  recipient_user_id: lenient(z.string().regex(whatsappUserIdPattern)),
  errors: lenientList(z.object({ code: z.number() })).optional(),
  biz_opaque_callback_data: z.string().optional(),
});
export type WhatsappStatus = z.infer<typeof WhatsappStatus>;

/** Stands for the id of an account that the payload does not say. */
export const unknownAccount = "unknown";

export const WhatsappChange = z.object({
  field: LooseText.catch("messages"),
  value: z
    .object({
      metadata: z.object({ phone_number_id: Id.catch(unknownAccount) }).catch({ phone_number_id: unknownAccount }),
      contacts: lenientList(WhatsappContact),
      messages: z.unknown().optional(),
      statuses: lenientList(WhatsappStatus).optional(),
      user_preferences: lenientList(UserPreference).optional(),
      message_echoes: lenientList(WhatsappEcho).optional(),
    })
    .transform((value) => ({ ...value, ...readMessages(value.messages, value.contacts) })),
});
export type WhatsappValue = z.infer<typeof WhatsappChange>["value"];

/** Meta's payload: several entries, possibly of several accounts that share one app. */
export const MetaPayload = z.object({
  object: z.string(),
  entry: z.unknown().optional(),
});
export type MetaPayload = z.infer<typeof MetaPayload>;

export const MetaEntry = z.object({
  id: LooseText.catch(unknownAccount),
  changes: z.unknown().optional(),
  messaging: z.unknown().optional(),
});
