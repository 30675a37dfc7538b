import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { holderOf } from "../../../../../shared/contracts/conversation/conversation-holder.ts";
import { type AgentSpoke, agentSpoke, textContent } from "../../../../../shared/events/index.ts";
import type { Event } from "../../../../../shared/runtime/step.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import type { Conversation } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { buildTurn } from "../../outbound/build-turn.ts";
import { openOutbound, opensSession, renewSession, sessionOwner } from "../../session/session.ts";

interface Gathered {
  readonly conversation: Conversation;
  readonly config: TenantConfig;
}

/** Records what the agent said unasked in a call, or an operator aloud, so that the next turn knows. A call begins a session as a message does. */
export function recordSpokenStep(dependencies: Pick<ConversationDependencies, "platform" | "activeConfig" | "config">) {
  const { documents } = dependencies.platform;

  async function inSession(before: Conversation | undefined, event: Event<AgentSpoke>, now: Date) {
    if (before && !opensSession(before, now)) return before;
    const { tenantId, data } = event;
    const ids = await documents.ids(tenantId);
    const { channel, accountAddress, customerAddress: address, conversationId } = data;
    const owner = sessionOwner(ids, before, { channel, address });
    const config = await dependencies.activeConfig(tenantId, data.configName, owner);
    if (before) return renewSession(before, config, event.occurredAt);
    const recipient = { channel, accountAddress, address, name: null };
    return openOutbound(ids, { ...event, data: { conversationId, recipient } }, config);
  }

  return step<AgentSpoke, Conversation, Gathered>({
    name: "conversation-record-spoken",
    on: agentSpoke,
    document: conversations,
    documentId: (event) => event.data.conversationId,

    async gather(stored, event, ctx) {
      const conversation = await inSession(stored, event, ctx.now);
      const { name, version } = conversation.config;
      return { conversation, config: await dependencies.config(event.tenantId, name, version) };
    },

    decide(_before, event, { conversation, config }, now) {
      const { messageId: id, text, byOperator } = event.data;
      const messages = [{ id, content: textContent(text) }];
      const who = byOperator
        ? ({ by: "operator", record: { by: holderOf(conversation) ?? "operator", spoken: true } } as const)
        : ({ by: "agent" } as const);
      const built = buildTurn(conversation, { turnId: event.id, ...who, messages, config, now });
      return { document: built.conversation, writes: [built.write] };
    },
  });
}
