import type { SaidBy } from "../../../../shared/channels/definition.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import { type Content, type TemplateUse, textContent } from "../../../../shared/events/conversation/content.ts";
import { put, type Write } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import type { Send } from "../../../../shared/runtime/step.ts";
import { boundedTexts, boundedToolCalls } from "../bounded-content.ts";
import { type Conversation, type Inbound, type Message, withMessages } from "../conversation.ts";
import { withReplyGiven } from "../handoff/state.ts";
import { customerMessages, newTurn, type SentMessage, type Turn, turns } from "../turn-record.ts";
import { type Outbound, sendsFor, withheldDelivery } from "./sends.ts";

export interface TurnMessage {
  readonly id: string;
  readonly content: Content;
  readonly template?: TemplateUse | null;
  readonly byTemplate?: boolean | undefined;
  /** The text to keep in place of the content's, which holds a secret. */
  readonly keptAs?: string | undefined;
  readonly isTest?: boolean | undefined;
  /** Why the message is kept but not sent. */
  readonly withheld?: string | undefined;
}

export interface BuiltTurn {
  /** The conversation with the customer's messages, then ours, and its turn count increased by one. */
  readonly conversation: Conversation;
  /** The write of the turn's record. */
  readonly write: Write;
  readonly send: readonly Send[];
  /** Why the channel refused the first message. Null when it was accepted. */
  readonly withheld: string | null;
}

/**
 * Builds a turn that says something to the customer: messages in the conversation, the turn's record, and sends for the
 * channel. Everything the product and its operators say is built here. Pure.
 */
export function buildTurn(
  before: Conversation,
  turn: {
    readonly turnId: string;
    readonly by: SaidBy;
    /** The messages that the turn answers, if any. */
    readonly inbound?: readonly Inbound[];
    readonly messages: readonly TurnMessage[];
    /** When a template replaces a message, the conversation keeps the template's text. */
    readonly keepTemplateText?: boolean;
    /** Further fields of the record. */
    readonly record?: Partial<Omit<Turn, "reply" | "more">>;
    /** The sources of the first message. */
    readonly citations?: SentMessage["citations"];
    readonly config: TenantConfig;
    readonly now: Date;
  },
): BuiltTurn {
  const { turnId, by, inbound = [], config, now } = turn;
  const at = now.toISOString();
  const isAnswer = by === "agent" && inbound.length > 0;
  const role = by === "operator" ? "operator" : "agent";
  const contents = boundedTexts(turn.messages.map(({ content }) => content));
  const built = turn.messages.map((given, index) => {
    const message = { ...given, content: contents[index] ?? given.content };
    const { sends, withheld, instead }: Outbound =
      message.withheld === undefined
        ? sendsFor(before, { ...message, turnId, by, isAnswer }, config, now)
        : { sends: [], withheld: message.withheld };
    const said = instead && turn.keepTemplateText ? textContent(instead.text) : message.content;
    const content = message.keptAs === undefined ? said : textContent(message.keptAs);
    const kept: Message = { ...messageOf(message, content), turnId, role, at, delivery: withheldDelivery(withheld) };
    return { sends, withheld, kept, sent: { messageId: message.id, ...content, citations: [] } };
  });
  const conversation: Conversation = {
    ...(by === "operator" ? withReplyGiven(before) : before),
    ...withMessages(before, [...customerMessages(inbound, turnId), ...built.map(({ kept }) => kept)]),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const [first, ...more] = built.map(({ sent }) => sent);
  const record: Turn = {
    ...newTurn(conversation, { turnId, inbound, at }),
    ...turn.record,
    toolCalls: boundedToolCalls(turn.record?.toolCalls ?? []),
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
  // Kept so that a file is not sent twice in a row.
  const files = media.length === 0 ? {} : { files: media.map(({ url }) => url) };
  return { id, text, choices, ...files, ...(template ? { template } : {}) };
}
