import type { TenantConfig } from "../../../../shared/config/index.ts";
import { type Attachment, type Content, type Origin, textContent } from "../../../../shared/events/index.ts";
import { put, type Write } from "../../../../shared/platform/documents.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { fresh } from "../../../../shared/runtime/owned-document.ts";
import type { Send } from "../../../../shared/runtime/step.ts";
import { type Conversation, type Inbound, withMessages } from "../conversation.ts";
import { customerMessages, emptyTurn } from "../turn/decide.ts";
import { turns } from "../turn-record.ts";
import { saidMessage } from "./said-message.ts";
import { sendsFor } from "./sends.ts";

/** Who says it: an operator by their id, or the product, on behalf of a handoff. */
export type Speaker = { readonly operator: string } | { readonly origin: Origin };

export interface Spoken {
  readonly conversation: Conversation;
  readonly records: readonly Write[];
  readonly send: readonly Send[];
}

/**
 * Says `texts` to the customer, each as a message of its own, as one turn: in the conversation, in the turn's record and
 * through the customer's channel. `inbound`: what it answers, where it answers something. Pure.
 */
export function appendOutboundTurn(
  before: Conversation,
  turn: {
    readonly turnId: string;
    readonly texts: readonly string[];
    /** Files that go with the first. */
    readonly media?: readonly Attachment[];
    readonly speaker: Speaker;
    readonly inbound?: readonly Inbound[];
    readonly config: TenantConfig;
    readonly now: Date;
  },
): Spoken {
  const { turnId, speaker, inbound = [], config, now } = turn;
  const at = now.toISOString();
  const by = "operator" in speaker ? "operator" : "platform";
  const role = by === "operator" ? "operator" : "agent";
  const said = turn.texts.map((text, index) => {
    const id = deriveId(turnId, "said", String(index));
    const content: Content = { ...textContent(text), media: index === 0 ? [...(turn.media ?? [])] : [] };
    const { sends, withheld } = sendsFor(before, { id, turnId, content, by }, config, now);
    return { sends, ...saidMessage({ id, turnId, role, content, at, withheld }) };
  });
  const conversation: Conversation = {
    ...before,
    ...withMessages(before, [...customerMessages(inbound, turnId), ...said.map(({ message }) => message)]),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const [reply = null, ...more] = said.map(({ spoken }) => spoken);
  const record = {
    ...emptyTurn(conversation, { turnId, inbound, at }),
    reply,
    more,
    by: "operator" in speaker ? speaker.operator : null,
    origin: "origin" in speaker ? speaker.origin : null,
  };
  return {
    conversation,
    records: [put(turns.collection, turnId, fresh(record))],
    send: said.flatMap(({ sends }) => sends),
  };
}
