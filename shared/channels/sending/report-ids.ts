import { z } from "zod";

/** The message that a provider's report is about. Sends carry these ids. */
export interface ReportIds {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly messageId: string;
}

const Word = z.string().min(1).max(128);
const Short = z.object({ t: Word, c: Word, u: Word, m: Word });

/**
 * Ids that are sent with a message and returned with each report on it: in the query of Twilio's status callback, as
 * SendGrid's `custom_args`, and as JSON in Meta's `biz_opaque_callback_data` (at most 512 characters).
 */
export function shortIds(ids: ReportIds): z.infer<typeof Short> {
  return { t: ids.tenantId, c: ids.conversationId, u: ids.turnId, m: ids.messageId };
}

/** Undefined for ids of another form. Only the provider's signature proves that they are true. */
export function readShortIds(given: unknown): ReportIds | undefined {
  const read = Short.safeParse(given);
  if (!read.success) return undefined;
  const { t: tenantId, c: conversationId, u: turnId, m: messageId } = read.data;
  return { tenantId, conversationId, turnId, messageId };
}
