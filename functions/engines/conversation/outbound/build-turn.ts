import type { SaidBy } from "../../../../shared/channels/definition.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { type Content, type TemplateUse, textContent } from "../../../../shared/events/content.ts";
import { put, type Write } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { Send } from "../../../../shared/runtime/step.ts";
import { type Conversation, type Inbound, type Message, withMessages } from "../conversation.ts";
import { customerMessages, newTurn, type SentMessage, type Turn, turns } from "../turn-record.ts";
import { sendsFor, withheldDelivery } from "./sends.ts";

export interface TurnMessage {
  readonly id: string;
  readonly content: Content;
  readonly template?: TemplateUse | null;
}

export interface BuiltTurn {
  /** With the customer's messages and then ours, and one turn more. */
  readonly conversation: Conversation;
  /** The turn's record. */
  readonly write: Write;
  readonly send: readonly Send[];
  /** Why the channel took nothing of the first message; null where it did. */
  readonly withheld: string | null;
}

/**
 * A turn in which something is said to the customer: the messages in the conversation, in the turn's record and through
 * the customer's channel. Everything the product and its operators say is built here. Pure.
 */
export function buildTurn(
  before: Conversation,
  turn: {
    readonly turnId: string;
    readonly by: SaidBy;
    /** What the turn answers, where it answers something. */
    readonly inbound?: readonly Inbound[];
    readonly messages: readonly TurnMessage[];
    /** Where a template goes in place of a message, the conversation keeps the template's words. */
    readonly keepTemplateText?: boolean;
    /** What the record holds besides the messages. */
    readonly record?: Partial<Omit<Turn, "reply" | "more">>;
    /** The sources of the first message. */
    readonly citations?: SentMessage["citations"];
    readonly config: TenantConfig;
    readonly now: Date;
  },
): BuiltTurn {
  const { turnId, by, inbound = [], config, now } = turn;
  const at = now.toISOString();
  const role = by === "operator" ? "operator" : "agent";
  const built = turn.messages.map((message) => {
    const { sends, withheld, instead } = sendsFor(before, { ...message, turnId, by }, config, now);
    const content = instead && turn.keepTemplateText ? textContent(instead.text) : message.content;
    const kept: Message = { ...messageOf(message, content), turnId, role, at, delivery: withheldDelivery(withheld) };
    return { sends, withheld, kept, sent: { messageId: message.id, ...content, citations: [] } };
  });
  const conversation: Conversation = {
    ...before,
    ...withMessages(before, [...customerMessages(inbound, turnId), ...built.map(({ kept }) => kept)]),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const [first, ...more] = built.map(({ sent }) => sent);
  const record: Turn = {
    ...newTurn(conversation, { turnId, inbound, at }),
    ...turn.record,
    reply: first ? { ...first, citations: turn.citations ?? [] } : null,
    more,
  };
  return {
    conversation,
    write: put(turns.collection, turnId, newOwned(record)),
    send: built.flatMap(({ sends }) => sends),
    withheld: built[0]?.withheld ?? null,
  };
}

function messageOf({ id, template }: TurnMessage, { text, choices, media }: Content) {
  // Kept with a message that has files, so that none is sent twice in a row.
  const files = media.length === 0 ? {} : { files: media.map(({ url }) => url) };
  return { id, text, choices, ...files, ...(template ? { template } : {}) };
}
