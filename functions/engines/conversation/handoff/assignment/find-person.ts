import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { type HandoffDue, handoffDue } from "../../../../../shared/events/index.ts";
import { step } from "../../../../../shared/runtime/step.ts";
import { isOpen } from "../../../../../shared/time/opening-hours.ts";
import type { Conversation } from "../../conversation.ts";
import { conversations } from "../../conversations.ts";
import type { ConversationDependencies } from "../../dependencies.ts";
import { candidatesFor } from "../operators/candidates.ts";
import type { Candidate } from "../operators/operator.ts";
import { askedSoFar, assignOrFallBack } from "./assign-or-fall-back.ts";

interface Gathered {
  readonly config: TenantConfig;
  readonly candidates: readonly Candidate[];
}

/**
 * Finds an operator for an unclaimed handoff. Asks the next operator when one does not answer in time. Runs the
 * tenant's fallback actions when none is available. Never waits for an answer in progress.
 */
export function findPersonStep(dependencies: Pick<ConversationDependencies, "config" | "platform">) {
  const { documents } = dependencies.platform;
  return step<HandoffDue, Conversation, Gathered | undefined>({
    name: "conversation-find-person",
    on: handoffDue,
    schedules: [handoffDue],
    sends: true,
    document: conversations,
    exclusive: false,
    documentId: (event) => event.data.conversationId,

    async gather(conversation, { tenantId, data }, ctx) {
      if (!conversation || !isDue(conversation, data)) return undefined;
      const { name, version } = conversation.config;
      const config = await dependencies.config(tenantId, name, version);
      const { handoff, language } = conversation;
      const need = { handoff: { ...handoff, tried: askedSoFar(handoff) }, language };
      const candidates = await candidatesFor(documents, tenantId, { need, config, now: ctx.now });
      const look = { config, candidates };
      if (!data.offer && isOpen(config, ctx.now) && startsFallback(conversation, look, ctx.now))
        ctx.log.warn({ conversation: conversation.id }, "nobody takes a handoff in the tenant's hours");
      return look;
    },

    decide(conversation, { id: eventId, data }, gathered, now) {
      if (!conversation || !gathered || !isDue(conversation, data)) return undefined;
      return assignOrFallBack(conversation, { eventId, offer: data.offer, ...gathered, now });
    },
  });
}

/** Whether this check is the first to find no operator. */
function startsFallback(conversation: Escalated, look: Gathered, now: Date): boolean {
  if (conversation.handoff.unavailable !== null) return false;
  const { document } = assignOrFallBack(conversation, { eventId: "", offer: false, ...look, now }) ?? {};
  return document?.handoff?.stage === "queued" && document.handoff.unavailable !== null;
}

type Escalated = Conversation & { readonly handoff: NonNullable<Conversation["handoff"]> };

/** False when the handoff has moved on since the event was published: claimed, ended, or assigned to somebody else. */
function isDue(conversation: Conversation, { handoffId, attempt }: HandoffDue): conversation is Escalated {
  const { handoff, status } = conversation;
  if (!handoff || status !== "escalated" || handoff.id !== handoffId || handoff.attempt !== attempt) return false;
  return handoff.stage === "queued" || handoff.stage === "assigned";
}
