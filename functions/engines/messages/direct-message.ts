import { z } from "zod";
import { ChannelType } from "../../../shared/events/conversation/conversation.ts";
import { DirectMessageWish, Purpose } from "../../../shared/events/index.ts";
import { byConversation } from "../../../shared/platform/personal-data.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

const DirectMessage = z.object({
  id: z.string(),
  conversationId: z.string(),
  channel: ChannelType,
  purpose: Purpose,
  /** `requested`: the conversation was asked to send it. `waiting`: it will be asked again at `until`. */
  status: z.literal(["requested", "waiting", "sent", "skipped"]),
  reason: z.string().nullable(),
  until: z.string().nullable(),
  /** Incremented with each request. Events of an earlier attempt are ignored. */
  attempt: z.number().int(),
  /** Null once the outcome is final: then the conversation holds the text, or nobody needs it. */
  wish: DirectMessageWish.nullable(),
  /** The message and its turn in the conversation, once it is sent. */
  messageId: z.string().nullable(),
  turnId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type DirectMessage = z.infer<typeof DirectMessage>;

/** The id of the request of the message's current attempt, as the outcome's event names it. */
export function requestIdOf({ id, attempt }: Pick<DirectMessage, "id" | "attempt">): string {
  return `${id}.${attempt}`;
}

/** How long the outcome can be read after its last change. The message stays in its conversation. */
const keptMs = 90 * 86_400_000;

/** One message that a tenant's own system asked to send, and its outcome. */
export const directMessages = ownedDocument<DirectMessage>({
  name: "direct-messages",
  state: DirectMessage,
  indexes: [["conversationId", "createdAt desc"]],
  confidential: true,
  expiry: ({ updatedAt }) => new Date(Date.parse(updatedAt) + keptMs),
  personal: {
    fields: ["state.wish", "state.conversationId"],
    find: byConversation("state.conversationId", "state.createdAt desc"),
  },
});
