import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Attachment } from "../../../../shared/events/conversation/attachment.ts";
import { textContent } from "../../../../shared/events/conversation/content.ts";
import type { Origin } from "../../../../shared/events/outreach/messages.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Conversation, Inbound } from "../conversation.ts";
import type { Turn } from "../turn-record.ts";
import { type BuiltTurn, buildTurn } from "./build-turn.ts";

/** An operator by id, or the product on behalf of a handoff or a follow-up. */
export type Speaker = { readonly operator: string; readonly written?: Turn["written"] } | { readonly origin: Origin };

/**
 * Adds a turn of an operator, or of the product outside the agent's turns. Each of `texts` becomes a separate message.
 * `inbound` holds the messages it answers, if any. Pure.
 */
export function appendOutboundTurn(
  before: Conversation,
  turn: {
    readonly turnId: string;
    readonly texts: readonly string[];
    /** Files sent with the first message. */
    readonly media?: readonly Attachment[];
    readonly speaker: Speaker;
    readonly inbound?: readonly Inbound[];
    readonly config: TenantConfig;
    readonly now: Date;
  },
): BuiltTurn {
  const { texts, media = [], speaker, ...rest } = turn;
  return buildTurn(before, {
    ...rest,
    by: "operator" in speaker ? "operator" : "platform",
    messages: texts.map((text, index) => ({
      id: deriveId(turn.turnId, "said", String(index)),
      content: { ...textContent(text), media: index === 0 ? [...media] : [] },
    })),
    record: recordOf(speaker),
  });
}

function recordOf(speaker: Speaker): Pick<Turn, "by" | "written"> | Pick<Turn, "origin"> {
  if (!("operator" in speaker)) return { origin: speaker.origin };
  const { operator: by, written } = speaker;
  return written === undefined ? { by } : { by, written };
}
