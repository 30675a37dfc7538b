import type { Briefing } from "../../../../../shared/agent/agent.ts";
import type { AskedCall } from "../../../../../shared/agent/calls/asked-call.ts";
import { type ApprovalRequest, approvalRequested } from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import type { TurnPart } from "../turn-part.ts";
import { type Answer, answerTo } from "./answer.ts";
import { approvalOf, storedPreview } from "./approval-request.ts";
import type { confirmationState, WaitingCall } from "./state.ts";

/** How long a call waits for the customer's yes. */
const validMs = 24 * 3_600_000;

/**
 * Lets calls wait for the customer's yes to exactly what they were shown. The model cannot give it: it is read here, from
 * the customer's own message.
 */
export const confirmationsTurn: TurnPart<typeof confirmationState> = {
  prepare({ conversation, inbound }, { now }) {
    const { waitingCall: waiting } = conversation;
    if (waiting === null) return undefined;
    const answer = answerTo(waiting, conversation, inbound, now);
    const brief = { type: "brief" as const, tools: [], found: answer };
    if (answer === "yes") return { ...brief, briefing: noNotes, granted: { ...waiting, who: "customer" as const } };
    return { ...brief, briefing: { notes: [notes[answer](waiting)], sources: [] } };
  },

  conclude({ conversation }, { outcome, found, now }) {
    const { waitingCall: waiting } = conversation;
    const asks = outcome.asks?.who === "customer" ? outcome.asks : undefined;
    if (asks) return { conversation: { waitingCall: waitingFor(asks, now) } };
    if (outcome.asks) {
      const request = requestOf(outcome.asks, conversation, now);
      return {
        conversation: { waitingCall: null },
        publish: [newEvent(approvalRequested, request.approvalId, request)],
      };
    }
    if (waiting === null || found === undefined) return undefined;
    // A turn that went to a person before the call ran leaves it waiting.
    const wasTried = found !== "yes" || outcome.toolCalls.some(({ name }) => name === waiting.tool);
    const isOver = wasTried && (found !== "other" || now.toISOString() >= waiting.expiresAt);
    return isOver ? { conversation: { waitingCall: null } } : undefined;
  },
};

const noNotes: Briefing = { notes: [], sources: [] };

const notes: Readonly<Record<Exclude<Answer, "yes">, (waiting: WaitingCall) => string>> = {
  no: ({ tool }) => `The customer has said no to ${tool}. It was not called. Ask what they want instead, if need be.`,
  late: ({ tool }) =>
    `The customer has said yes to ${tool} too late: what they were shown no longer counts, and it was not called. If they still want it, call it again, and they are asked anew.`,
  other: ({ tool }) =>
    `${tool} was not called: the customer was asked for a yes and has not given a plain one. Answer them. If they want it, as it was or changed, call it again, and they are asked anew.`,
};

function requestOf(
  { id, tool, arguments: given, preview, role, identity }: AskedCall,
  { id: conversationId, customer, channel, language }: Pick<Conversation, "id" | "customer" | "channel" | "language">,
  now: Date,
): ApprovalRequest {
  return approvalOf(
    {
      approvalId: id,
      conversationId,
      customerId: customer.id,
      channel,
      language,
      tool,
      role,
      arguments: { ...given },
      preview: storedPreview(preview),
      identity,
    },
    now,
  );
}

function waitingFor({ id, tool, arguments: given, preview }: AskedCall, now: Date): WaitingCall {
  return {
    id,
    tool,
    arguments: { ...given },
    preview: storedPreview(preview),
    askedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + validMs).toISOString(),
  };
}
