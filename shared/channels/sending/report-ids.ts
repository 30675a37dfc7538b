import { z } from "zod";
import { activeTraceparent } from "../../telemetry/trace.ts";
import { readTraceparent, type Traceparent } from "../../telemetry/traceparent.ts";

/** The message that a provider's report is about. Sends carry these ids. */
export interface ReportIds {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly turnId: string;
  readonly messageId: string;
  /** The span of the send, which a report follows from. */
  readonly trace?: string | undefined;
}

const Word = z.string().min(1).max(128);
const Short = z.object({ t: Word, c: Word, u: Word, m: Word, w: z.string().optional().catch(undefined) });

/** The limit of Meta's callback data, which the trace must not exceed. */
const maxJsonLength = 512;

/**
 * Ids that are sent with a message and returned with each report on it: in the query of Twilio's status callback, as
 * SendGrid's `custom_args`, and as JSON in Meta's `biz_opaque_callback_data` (at most 512 characters).
 */
export function shortIds(ids: Omit<ReportIds, "trace">): Readonly<Record<string, string>> {
  const short = { t: ids.tenantId, c: ids.conversationId, u: ids.turnId, m: ids.messageId };
  const w = activeTraceparent();
  const traced = { ...short, ...(w === undefined ? {} : { w }) };
  return JSON.stringify(traced).length <= maxJsonLength ? traced : short;
}

/** Undefined for ids of another form. Only the provider's signature proves that they are true. */
export function readShortIds(given: unknown): ReportIds | undefined {
  const read = Short.safeParse(given);
  if (!read.success) return undefined;
  const { t: tenantId, c: conversationId, u: turnId, m: messageId, w } = read.data;
  return { tenantId, conversationId, turnId, messageId, trace: traceIn(w) };
}

/** The trace that came back with a report. Anything else is left out: a report counts without it. */
export function traceIn(given: string | undefined): Traceparent | undefined {
  return readTraceparent(given) ? given : undefined;
}
