import { conversationIdOf } from "../../shared/channels/addresses/recipient.ts";
import type { Attachment } from "../../shared/events/conversation/attachment.ts";
import { type AgentSpoke, agentSpoke, type MessageReceived, messageReceived } from "../../shared/events/index.ts";
import type { TenantIds } from "../../shared/platform/tenant-ids.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { deriveId } from "../../shared/runtime/ids.ts";
import type { Event } from "../../shared/runtime/step.ts";
import type { Call } from "../../shared/voice/call.ts";

/**
 * The events of what is said in a call. `sessionId` differs between the sessions of one call, so that a second one after
 * a crash never repeats the first one's events. The same number in a session is the same event.
 */
export interface CallEvents {
  readonly conversationId: string;
  callerSaid(said: {
    readonly number: number;
    readonly text: string;
    readonly attachments: readonly Attachment[];
    readonly at: Date;
  }): Event<MessageReceived>;
  agentSaid(said: { readonly number: number; readonly text: string; readonly at: Date }): Event<AgentSpoke>;
  /** An operator said it with their own voice. */
  operatorSaid(said: { readonly number: number; readonly text: string; readonly at: Date }): Event<AgentSpoke>;
}

export function callEvents(ids: TenantIds, call: Call, sessionId: string): CallEvents {
  const { channel, accountAddress, customerAddress, configName } = call;
  const conversationId = conversationIdOf(ids, channel, customerAddress);
  const whom = { conversationId, channel, accountAddress, customerAddress, configName };
  const envelope = (who: string, number: number, at: Date) => {
    const id = deriveId(who, call.callId, sessionId, String(number));
    return { messageId: deriveId(id, "message"), envelope: { id, tenantId: ids.tenantId, key: conversationId, at } };
  };
  return {
    conversationId,
    callerSaid({ number, text, attachments, at }) {
      const of = envelope("caller-said", number, at);
      const empty = { customerName: null, choiceId: null, thread: null };
      const data = { ...whom, ...empty, messageId: of.messageId, text, attachments: [...attachments] };
      return envelopeOf(messageReceived, { ...of.envelope, data });
    },
    agentSaid({ number, text, at }) {
      const of = envelope("agent-said", number, at);
      return envelopeOf(agentSpoke, { ...of.envelope, data: { ...whom, messageId: of.messageId, text } });
    },
    operatorSaid({ number, text, at }) {
      const of = envelope("operator-said", number, at);
      const data = { ...whom, messageId: of.messageId, text, byOperator: true };
      return envelopeOf(agentSpoke, { ...of.envelope, data });
    },
  };
}
