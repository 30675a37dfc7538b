import type { z } from "zod";
import type { MessageView } from "../../../../../../engines/conversation/conversation-view.ts";
import type {
  HandoffEventView,
  HandoffView,
  ListedConversationView,
  OperatorConversationView,
} from "../../../../../../engines/conversation/inbox/handoff-views.ts";
import type { TurnView } from "../../../../../../engines/conversation/routes/turn-view.ts";

/** A conversation as the API shows it to operators. */
export type Item = z.infer<typeof OperatorConversationView> & {
  /** Whether the customer has written since this person last read it, as lists tell. */
  readonly unread?: boolean;
};
export type Handoff = z.infer<typeof HandoffView>;
/** A conversation of a list, which tells the handoff to those who may operate. */
type Listed = z.infer<typeof ListedConversationView>;
/** What happened to a conversation's handoff, as the stream tells it. */
export type HandoffEvent = z.infer<typeof HandoffEventView>;
export type Message = z.infer<typeof MessageView>;
export type Turn = z.infer<typeof TurnView>;

export type ActName = "takeover" | "release" | "resolve" | "transfer" | "snooze" | "unsnooze";

export interface TransferTo {
  readonly operator?: string;
  readonly department?: string;
}

/** A conversation of a list. */
export function itemFrom(listed: Listed): Item {
  return { ...listed, handoff: listed.handoff ?? null };
}
