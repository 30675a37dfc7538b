import { templateUse } from "../channels/template-use.ts";
import { followUpRequested, type Recipient, type SurveyQuestion, textContent } from "../events/index.ts";
import type { TenantId } from "../platform/tenant.ts";
import { deriveId } from "../runtime/ids.ts";
import { type NewEvent, newEvent } from "../runtime/step.ts";
import type { SurveySections } from "./surveys-config.ts";

/** The trigger of questions asked when a conversation is closed. */
export const atConversationEnd = "conversation_end";

/** The questions asked on a trigger; none where surveys are off. */
export function questionsFor({ business_logic: { surveys } }: SurveySections, trigger: string): SurveyQuestion[] {
  if (!surveys.enabled) return [];
  return surveys.questions.filter((question) => question.trigger === trigger).map(({ trigger: _, ...asked }) => asked);
}

/** What requests of surveys are called, so that whoever hears what became of a message can tell theirs. */
const prefix = "survey-";

export function isOfSurvey(requestId: string): boolean {
  return requestId.startsWith(prefix);
}

/**
 * Something happened after which a customer is asked: a follow-up that begins the survey, and looks again when it may
 * not begin yet. Nothing where the tenant asks nothing then. The same `cause` is one follow-up.
 */
export function surveyFollowUp(of: {
  readonly tenantId: TenantId;
  readonly config: SurveySections;
  readonly configName: string;
  readonly trigger: string;
  readonly recipient: Recipient;
  readonly conversationId: string | null;
  readonly cause: string;
  readonly at: Date;
}): NewEvent[] {
  const { config, trigger, recipient, conversationId, configName } = of;
  const [first] = questionsFor(config, trigger);
  if (!first) return [];
  const followUpId = `${prefix}${deriveId("survey", of.tenantId, trigger, of.cause)}`;
  const values = { customer_name: recipient.name, question: first.text };
  const event = newEvent(followUpRequested, followUpId, {
    followUpId,
    kind: "survey",
    condition: trigger,
    purpose: "service",
    conversationId,
    recipient,
    channel: recipient.channel,
    content: textContent(first.text),
    template: templateUse(config.business_logic.surveys.template, values),
    dueAt: of.at.toISOString(),
    whileBooking: null,
    silentForSeconds: 0,
    unlessWrittenSince: null,
    configName,
  });
  return [event];
}
