import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { wasAskedSince } from "../../../../../shared/contracts/surveys/asked-surveys.ts";
import { questionsFor } from "../../../../../shared/contracts/surveys/surveys.ts";
import { customerIdOf, ownerOf } from "../../../../../shared/customers/identity.ts";
import {
  messageRequested,
  messageSettled,
  type SurveyRequested,
  surveyRequested,
} from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { type Decision, type Event, newEvent, step } from "../../../../../shared/runtime/step.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import { questionContent } from "./content.ts";
import { startSurvey, surveyRefusal, surveyRepeatMs } from "./run.ts";
import type { surveyState } from "./state.ts";

type Conversation = ConversationWith<typeof surveyState>;

interface Gathered {
  readonly conversation: Conversation;
  readonly config: TenantConfig;
  /**
   * True when the customer was asked recently, for example on another channel. A conversation knows only its own
   * surveys.
   */
  readonly askedLately: boolean;
}

/**
 * Starts a survey outside a turn. Its first question is requested like any proactive message, so consent, quiet hours
 * and windows are checked when it is sent. A customer has one survey at a time, with a minimum interval between
 * surveys.
 */
export function startSurveyStep(dependencies: StepDependencies<typeof surveyState>) {
  const { sessions, features, platform } = dependencies;
  const { documents } = platform;
  return step<SurveyRequested, Conversation, Gathered>({
    name: "conversation-start-survey",
    on: surveyRequested,
    publishes: [messageRequested, messageSettled],
    document: dependencies.conversations,
    exclusive: false,
    documentId: (event) => event.data.conversationId,

    async gather(before, event, ctx) {
      const { tenantId, data } = event;
      const ids = await documents.ids(tenantId);
      const { channel, address } = data.recipient;
      const owner = before ? ownerOf(ids, before) : customerIdOf(ids, channel, address);
      const active = sessions.opensSession(before, ctx.now)
        ? await dependencies.activeConfig(tenantId, data.configName, owner)
        : null;
      const conversation = before ?? sessions.openOutbound(ids, event, active);
      const { name, version } = active ?? conversation.config;
      const config = await dependencies.config(tenantId, name, version);
      const { trigger } = data;
      const { hasOptedOut } = features.engagementOf(conversation, ctx.now);
      if (surveyRefusal(conversation, { config, trigger, hasOptedOut, now: ctx.now }))
        return { conversation, config, askedLately: false };
      const since = new Date(ctx.now.getTime() - surveyRepeatMs(config));
      const { id: customerId } = conversation.customer;
      const askedLately = await wasAskedSince(documents, tenantId, { customerId, trigger, since });
      return { conversation, config, askedLately };
    },

    decide(before, event, { conversation, config, askedLately }, now) {
      const { requestId, origin, trigger, conversationId } = event.data;
      const { hasOptedOut } = features.engagementOf(before ?? conversation, now);
      const reason =
        surveyRefusal(before ?? conversation, { config, trigger, hasOptedOut, now }) ??
        (askedLately ? "asked-lately" : undefined);
      if (reason === undefined) return startAndRequest(before ?? conversation, event, config, now);
      const end = { outcome: "skipped", reason, until: null, messageId: null } as const;
      const settled = newEvent(messageSettled, origin.id, { requestId, origin, conversationId, ...end });
      return { document: before ?? conversation, publish: [settled] };
    },
  });
}

function startAndRequest(
  conversation: Conversation,
  { tenantId, data }: Event<SurveyRequested>,
  config: TenantConfig,
  now: Date,
): Decision<Conversation> {
  const { requestId, origin, trigger, conversationId, recipient, template, unlessWrittenSince, configName } = data;
  const questions = questionsFor(config, trigger);
  const id = deriveId("survey", tenantId, conversationId, requestId);
  const survey = startSurvey(conversation.survey, { id, trigger, status: "starting", requestId, questions, now });
  const content = survey.run && questionContent(survey.run, conversation.language);
  if (!content) throw new Error(`The survey ${trigger} has no questions.`);
  const request = { requestId, origin, purpose: "service" as const, conversationId, recipient, content, template };
  return {
    document: { ...conversation, survey },
    publish: [newEvent(messageRequested, conversationId, { ...request, unlessWrittenSince, configName })],
  };
}
