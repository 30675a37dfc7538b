import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { identityOf } from "../../../shared/customers/identity.ts";
import { readOwner } from "../../../shared/customers/store.ts";
import type { Environment } from "../../../shared/environment.ts";
import {
  callbackDue,
  callRequested,
  type FollowUpDue,
  followUpDue,
  messageRequested,
  type Recipient,
  surveyRequested,
} from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantIds } from "../../../shared/platform/tenant-ids.ts";
import { type Decision, type Event, newEvent, step } from "../../../shared/runtime/step.ts";
import { voiceSettings } from "../../../shared/voice/settings.ts";
import { checkEligibility, type EligibilitySnapshot } from "./check-eligibility.ts";
import { dialCustomer } from "./dial-customer.ts";
import { type FollowUp, followUps, isAboutSilence, isWaiting, withNote } from "./follow-up.ts";
import { deferFollowUp } from "./plan.ts";

export interface FireDependencies extends ConfigSource {
  readonly platform: { readonly documents: Documents };
  readonly environment: Pick<Environment, "LIVEKIT_URL">;
}

/**
 * Checks whether a due follow-up is still wanted and requests its message from the conversation. The conversation handles
 * changes after this check: it sends nothing if the customer wrote meanwhile.
 */
export function fireStep(dependencies: FireDependencies) {
  const {
    platform: { documents },
    environment,
  } = dependencies;
  return step<FollowUpDue, FollowUp, (EligibilitySnapshot & { readonly ids: TenantIds }) | undefined>({
    name: "follow-ups-fire",
    on: followUpDue,
    publishes: [callbackDue, callRequested, surveyRequested, messageRequested],
    schedules: [followUpDue],
    document: followUps,
    documentId: (event) => event.data.followUpId,

    async gather(followUp, event, ctx) {
      if (!followUp || !isDue(followUp, event)) return undefined;
      const { tenantId } = event;
      const { conversationId, channel, recipient, kind } = followUp;
      const [stored, customer, active] = await Promise.all([
        conversationId === null ? undefined : documents.get(tenantId, conversationSummaries, conversationId),
        channel === recipient.channel && kind !== "callback"
          ? undefined
          : readOwner(documents, { tenantId, ...identityOf(recipient.channel, recipient.address), now: ctx.now }),
        currentConfig(dependencies, tenantId, followUp.configName),
      ]);
      const known = active.config;
      return {
        ids: await documents.ids(tenantId),
        conversation: stored?.data.state,
        customer: customer?.state,
        config: known,
        ...callingOf(environment, known),
      };
    },

    decide(followUp, event, snapshot, now) {
      if (!followUp || !snapshot || !isDue(followUp, event)) return undefined;
      const decision = checkEligibility(followUp, snapshot, now);
      if (decision.type === "later") return deferFollowUp(followUp, decision, now);
      const at = now.toISOString();
      if (decision.type === "call") return requestCall(followUp, decision.conversationId, at);
      if (decision.type === "dial") return dialCustomer(followUp, decision.recipient, at);
      if (decision.type === "no") {
        const note = { at, what: "skipped" as const, reason: decision.reason, until: null };
        return { document: withNote(followUp, note, { status: "skipped" }) };
      }
      return requestMessage(followUp, { ids: snapshot.ids, recipient: decision.recipient, snapshot }, now);
    },
  });
}

function isDue(followUp: FollowUp, { data }: Event<FollowUpDue>): boolean {
  return isWaiting(followUp) && followUp.look === data.look;
}

/** The agent makes calls where LiveKit is set and the tenant has a number to call from. */
function callingOf(
  { LIVEKIT_URL }: Pick<Environment, "LIVEKIT_URL">,
  config: TenantConfig,
): Pick<EligibilitySnapshot, "calling"> {
  const { telephony } = voiceSettings(config, "voice");
  if (LIVEKIT_URL === undefined || telephony.phoneNumbers.length === 0) return {};
  return { calling: { callsBack: config.callbacks?.by === "agent" } };
}

/** Requests a person. The conversation knows whether a person already handles the customer. */
function requestCall(followUp: FollowUp, conversationId: string, at: string): Decision<FollowUp> {
  const { id: followUpId, condition: reason } = followUp;
  const note = { at, what: "sent" as const, reason: null, until: null };
  return {
    document: withNote(followUp, note, { status: "sent" }),
    publish: [newEvent(callbackDue, conversationId, { conversationId, followUpId, reason })],
  };
}

function requestMessage(
  followUp: FollowUp,
  {
    ids,
    recipient,
    snapshot,
  }: { readonly ids: TenantIds; readonly recipient: Recipient; readonly snapshot: EligibilitySnapshot },
  now: Date,
): Decision<FollowUp> {
  const at = now.toISOString();
  const { id, look: count, purpose, content, unknownPlaceholders, template, configName } = followUp;
  const conversationId = conversationIdOf(ids, recipient.channel, recipient.address);
  const common = {
    requestId: `${id}.${count}`,
    origin: { kind: "follow-up" as const, id },
    conversationId,
    recipient,
    template,
    unlessWrittenSince: followUp.unlessWrittenSince ?? silentSince(followUp, conversationId, snapshot),
    configName,
  };
  const request =
    followUp.kind === "survey"
      ? newEvent(surveyRequested, conversationId, { ...common, trigger: followUp.condition })
      : newEvent(messageRequested, conversationId, { ...common, purpose, content, unknownPlaceholders });
  const note = { at, what: "asked" as const, reason: null, until: null };
  return { document: withNote(followUp, note, { status: "asked" }), publish: [request] };
}

/**
 * The time since which the customer must be silent, for a follow-up about silence. A customer who writes between the check
 * and the send gets no such message. A reminder has no such time and is always sent.
 */
function silentSince(followUp: FollowUp, conversationId: string, { conversation }: EligibilitySnapshot): string | null {
  if (!isAboutSilence(followUp) || conversation?.id !== conversationId) return null;
  return conversation.lastInboundAt ?? "";
}
