import { conversationIdOf } from "../../../shared/channels/recipient.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation-summary.ts";
import { customerIdOf } from "../../../shared/customers/identity.ts";
import { readCustomer } from "../../../shared/customers/store.ts";
import {
  callbackDue,
  type FollowUpDue,
  followUpDue,
  messageRequested,
  type Recipient,
  surveyRequested,
} from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { type Decision, type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import { checkEligibility, type EligibilitySnapshot } from "./check-eligibility.ts";
import { type FollowUp, followUps, isAboutSilence, isWaiting, withNote } from "./follow-up.ts";
import { deferred } from "./plan.ts";

export interface FireDependencies {
  readonly platform: { readonly documents: Documents };
  activeConfig(tenantId: TenantId, name: string | null): Promise<{ readonly name: string; readonly version: number }>;
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/**
 * The time has come: looks whether it is still right, and asks the conversation to say it. What happens between the
 * look and the saying, the conversation sees itself: it does not speak to a customer who has written since the look.
 */
export function fireStep({ platform: { documents }, activeConfig, config }: FireDependencies) {
  return step<FollowUpDue, FollowUp, EligibilitySnapshot | undefined>({
    name: "follow-ups-fire",
    on: followUpDue,
    document: followUps,
    documentId: (event) => event.data.followUpId,

    async gather(followUp, event, ctx) {
      if (!followUp || !isDue(followUp, event)) return undefined;
      const { tenantId } = event;
      const { conversationId, channel, recipient } = followUp;
      const [stored, customer, active] = await Promise.all([
        conversationId === null ? undefined : documents.get(tenantId, conversationSummaries, conversationId),
        channel === recipient.channel
          ? undefined
          : readCustomer(documents, tenantId, customerIdOf(tenantId, recipient.channel, recipient.address), ctx.now),
        activeConfig(tenantId, followUp.configName),
      ]);
      const known = await config(tenantId, active.name, active.version);
      return { conversation: stored?.data.state, customer: customer?.state, config: known };
    },

    decide(followUp, event, sight, now) {
      if (!followUp || !sight || !isDue(followUp, event)) return undefined;
      const verdict = checkEligibility(followUp, sight, now);
      if (verdict.type === "later") return deferred(followUp, verdict, now);
      const at = now.toISOString();
      if (verdict.type === "call") return called(followUp, verdict.conversationId, at);
      if (verdict.type === "no") {
        const note = { at, what: "skipped" as const, reason: verdict.reason, until: null };
        return { document: withNote(followUp, note, { status: "skipped" }) };
      }
      return asked(followUp, { tenantId: event.tenantId, recipient: verdict.recipient, sight }, now);
    },
  });
}

function isDue(followUp: FollowUp, { data }: Event<FollowUpDue>): boolean {
  return isWaiting(followUp) && followUp.look === data.look;
}

/** A person is to be found: whether one has the customer already, the conversation knows. */
function called(followUp: FollowUp, conversationId: string, at: string): Decision<FollowUp> {
  const { id: followUpId, condition: reason } = followUp;
  const note = { at, what: "sent" as const, reason: null, until: null };
  return {
    document: withNote(followUp, note, { status: "sent" }),
    publish: [newEvent(callbackDue, conversationId, { conversationId, followUpId, reason })],
  };
}

function asked(
  followUp: FollowUp,
  {
    tenantId,
    recipient,
    sight,
  }: { readonly tenantId: TenantId; readonly recipient: Recipient; readonly sight: EligibilitySnapshot },
  now: Date,
): Decision<FollowUp> {
  const at = now.toISOString();
  const { id, look: count, purpose, content, unknownPlaceholders, template, configName } = followUp;
  const conversationId = conversationIdOf(tenantId, recipient.channel, recipient.address);
  const wish = {
    requestId: `${id}.${count}`,
    origin: { kind: "follow-up" as const, id },
    conversationId,
    recipient,
    template,
    unlessWrittenSince: followUp.unlessWrittenSince ?? silentSince(followUp, conversationId, sight),
    configName,
  };
  const request =
    followUp.kind === "survey"
      ? newEvent(surveyRequested, conversationId, { ...wish, trigger: followUp.condition })
      : newEvent(messageRequested, conversationId, { ...wish, purpose, content, unknownPlaceholders });
  const note = { at, what: "asked" as const, reason: null, until: null };
  return { document: withNote(followUp, note, { status: "asked" }), publish: [request] };
}

/**
 * Since when the customer must have been silent for what hangs on their silence, so that whoever writes between the look
 * and the saying is not asked why they do not. A reminder is said all the same.
 */
function silentSince(followUp: FollowUp, conversationId: string, { conversation }: EligibilitySnapshot): string | null {
  if (!isAboutSilence(followUp) || conversation?.id !== conversationId) return null;
  return conversation.lastInboundAt ?? "";
}
