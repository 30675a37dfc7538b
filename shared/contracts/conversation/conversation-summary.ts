import { z } from "zod";
import { ChannelType } from "../../events/conversation/conversation.ts";
import type { Documents } from "../../platform/documents.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { readModel } from "../read-model.ts";
import { SessionConfig } from "./session-config.ts";

/** A booking that the customer started and has not finished. `id` distinguishes it from the next one. */
export const OpenBooking = z.object({ id: z.string(), at: z.string() });
export type OpenBooking = z.infer<typeof OpenBooking>;

/** The fields of a conversation that other engines may read. */
export const ConversationCore = z.object({
  id: z.string(),
  channel: ChannelType,
  accountAddress: z.string().nullable(),
  customer: z.object({
    id: z.string(),
    address: z.string(),
    name: z.string().nullable(),
    /** Set where nothing proves that the address is theirs (shared/customers/identity.ts). */
    claim: z.string().optional(),
  }),
  /** The version with which the conversation started. It stays until the conversation is resolved or idle for a day. */
  config: SessionConfig,
  status: z.literal(["active", "escalated", "resolved"]),
  /** Time of the customer's newest message, which starts the channels' windows for free text. Null before the first. */
  lastInboundAt: z.string().nullable(),
  /** BCP 47 tag: the language of the newest customer message whose language was recognised. */
  language: z.string(),
  updatedAt: z.string(),
});

/** The read model of a conversation, for engines that request something in it. */
export const ConversationSummary = z.object({
  ...ConversationCore.shape,
  booking: OpenBooking.nullable().default(null),
});
export type ConversationSummary = z.infer<typeof ConversationSummary>;

/** The conversation engine owns these documents. */
export const conversationSummaries = readModel<ConversationSummary>({
  name: "conversations",
  state: ConversationSummary as unknown as z.ZodType<ConversationSummary>,
  indexes: [["customer.id", "updatedAt desc"]],
  spread: ["updatedAt"],
});

/** A message as its conversation keeps it, with its text as `keptText` clips it; the turn record holds it whole. */
export const KeptMessage = z.object({
  id: z.string(),
  role: z.literal(["customer", "agent", "operator"]),
  text: z.string(),
});

/** A customer's message of an open burst, which no turn has answered yet. */
export const PendingMessage = z.object({ id: z.string(), text: z.string() });

/** Characters of a message that stay in the conversation document. */
const textKept = 4_000;

export function keptText(text: string): string {
  return clip(text, textKept);
}

/** Never cuts a surrogate pair in two. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") ? length - 1 : length;
  return `${text.slice(0, end)} […]`;
}

/** The words of a conversation's newest messages. The conversation engine owns these documents. */
export const conversationMessages = readModel({
  name: "conversations",
  state: z.object({ recent: z.array(KeptMessage), pending: z.array(PendingMessage) }),
  indexes: [],
});

/** All conversations of a customer, newest first: one query for each hundred. */
export async function* conversationKeys(
  documents: Documents,
  tenantId: TenantId,
  customerId: string,
): AsyncGenerator<ConversationSummary> {
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenantId, conversationSummaries, {
      where: [["state.customer.id", "==", customerId]],
      orderBy: { field: "state.updatedAt", direction: "desc" },
      limit: 100,
      cursor,
    });
    for (const { data } of page.items) yield data.state;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
