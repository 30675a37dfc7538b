import { randomUUID } from "node:crypto";
import { type HandoffDue, handoffDue, type OperatorActed, operatorActed } from "../../../../../shared/events/index.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../../shared/runtime/envelope.ts";
import type { Composition } from "../../../../app/compose.ts";
import type { Conversation } from "../../conversation.ts";
import { operateStep } from "../actions/operate.ts";
import { colleagueByTelephone, colleaguesByTelephone } from "./telephone.ts";

/** What a call's process tells a conversation's handoff. */
export interface TelephoneDesk {
  /** Asks for a person although no turn did: the agent is out of order. */
  request(conversationId: string): Promise<void>;
  /** A colleague has the caller on the line. */
  accepted(conversationId: string, number: string): Promise<void>;
  /** Their talk is over, so the agent answers again when the customer calls next. */
  finished(conversationId: string, number: string): Promise<void>;
  /** Nobody could be reached by telephone: operators are asked, then `human_unavailable` runs. */
  nobody(conversation: Pick<Conversation, "id" | "handoff">): Promise<void>;
}

export function telephoneDesk(
  { config, platform, runner, now }: Pick<Composition, "config" | "platform" | "runner" | "now">,
  tenantId: TenantId,
): TelephoneDesk {
  const step = operateStep({ config });
  const act = async (acted: Pick<OperatorActed, "conversationId" | "action" | "operator" | "to">) => {
    const event = { id: randomUUID(), tenantId, key: acted.conversationId, at: now() };
    await runner.run(step, envelopeOf(operatorActed, { ...event, data: { ...acted, text: null, force: true } }));
  };
  return {
    request: (conversationId) =>
      act({
        conversationId,
        action: "transfer",
        operator: colleaguesByTelephone,
        to: { operator: null, department: null },
      }),
    accepted: (conversationId, number) =>
      act({ conversationId, action: "takeover", operator: colleagueByTelephone(number) }),
    finished: (conversationId, number) =>
      act({ conversationId, action: "release", operator: colleagueByTelephone(number) }),
    async nobody({ id: conversationId, handoff }) {
      if (!handoff) return;
      const data: HandoffDue = { conversationId, handoffId: handoff.id, attempt: handoff.attempt, offer: false };
      await platform.bus.publish([
        envelopeOf(handoffDue, { id: randomUUID(), tenantId, key: conversationId, at: now(), data }),
      ]);
    },
  };
}
