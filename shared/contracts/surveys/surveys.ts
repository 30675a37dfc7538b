import { templateUse } from "../../channels/templates/template-use.ts";
import { followUpRequested, type Recipient, type SurveyQuestion, textContent } from "../../events/index.ts";
import type { TenantId } from "../../platform/tenant.ts";
import { deriveId } from "../../runtime/ids.ts";
import { type NewEvent, newEvent } from "../../runtime/step.ts";
import type { SurveySections } from "./surveys-config.ts";

/** The trigger of the questions at the end of a conversation. */
export const atConversationEnd = "conversation_end";

/** The questions of a trigger; empty when surveys are disabled. */
export function questionsFor({ business_logic: { surveys } }: SurveySections, trigger: string): SurveyQuestion[] {
  if (!surveys.enabled) return [];
  return surveys.questions.filter((question) => question.trigger === trigger).map(({ trigger: _, ...asked }) => asked);
}

/** The prefix of a survey's request id, by which the handler of a message's outcome recognises surveys. */
const prefix = "survey-";

export function isSurveyRequest(requestId: string): boolean {
  return requestId.startsWith(prefix);
}

/**
 * The follow-up that starts a trigger's survey, and that tries again later if the survey may not start yet. Empty when
 * the tenant has no questions for the trigger. The same `cause` gives the same follow-up.
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
