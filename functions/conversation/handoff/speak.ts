import type { TenantConfig } from "../../../shared/config/index.ts";
import { type Attachment, type Content, type Origin, textContent } from "../../../shared/events/index.ts";
import { put, type Write } from "../../../shared/platform/documents.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { fresh } from "../../../shared/runtime/owned-document.ts";
import type { Send } from "../../../shared/runtime/step.ts";
import { type Conversation, type Inbound, type Message, withMessages } from "../conversation.ts";
import { customerMessages, emptyTurn, filesOf } from "../decide.ts";
import { sendsFor, withheldDelivery } from "../outbound.ts";
import { turns } from "../turn-record.ts";

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
export function speak(
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
  const said = turn.texts.map((text, index) => {
    const id = deriveId(turnId, "said", String(index));
    const content: Content = { ...textContent(text), media: index === 0 ? [...(turn.media ?? [])] : [] };
    return { id, content, outbound: sendsFor(before, { id, turnId, content, by }, config, now) };
  });
  const messages = said.map(
    ({ id, content: { text, choices, media }, outbound }): Message => ({
      id,
      turnId,
      role: by === "operator" ? "operator" : "agent",
      text,
      choices,
      at,
      delivery: withheldDelivery(outbound.withheld),
      ...filesOf(media),
    }),
  );
  const conversation: Conversation = {
    ...before,
    recent: withMessages(before.recent, [...customerMessages(inbound, turnId), ...messages]),
    turnCount: before.turnCount + 1,
    updatedAt: at,
  };
  const [reply = null, ...more] = said.map(({ id: messageId, content: { text, choices, media } }) => ({
    messageId,
    text,
    choices,
    media,
    citations: [],
  }));
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
    send: said.flatMap(({ outbound }) => outbound.sends),
  };
}
