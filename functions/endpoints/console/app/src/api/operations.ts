import type { clientRoutes } from "../../../../../engines/accounts/client-routes.ts";
import type { peopleRoutes } from "../../../../../engines/accounts/people-routes.ts";
import type { sessionRoutes } from "../../../../../engines/accounts/session-routes.ts";
import type { activationRoutes } from "../../../../../engines/automation/gate/activation-routes.ts";
import type { scenarioRoutes } from "../../../../../engines/automation/gate/scenario-routes.ts";
import type { mergeRoutes } from "../../../../../engines/automation/merge/merge-routes.ts";
import type { replayRoutes } from "../../../../../engines/automation/replay/replay-routes.ts";
import type { automationRoutes } from "../../../../../engines/automation/routes.ts";
import type { callRoutes } from "../../../../../engines/calls/routes/calls.ts";
import type { draftRoutes } from "../../../../../engines/conversation/drafts/routes.ts";
import type { fileTranscriptRoute } from "../../../../../engines/conversation/files/file-transcript.ts";
import type { savedFileRoutes } from "../../../../../engines/conversation/files/saved-file-routes.ts";
import type { cannedReplyRoutes } from "../../../../../engines/conversation/handoff/operators/canned-routes.ts";
import type { operatorRoutes } from "../../../../../engines/conversation/handoff/operators/operator-routes.ts";
import type { handoffRoutes } from "../../../../../engines/conversation/handoff/routes.ts";
import type { inboxRoutes } from "../../../../../engines/conversation/inbox/inbox-routes.ts";
import type { labelRoutes } from "../../../../../engines/conversation/inbox/label-routes.ts";
import type { macroRoutes } from "../../../../../engines/conversation/inbox/macro-routes.ts";
import type { mentionRoutes } from "../../../../../engines/conversation/inbox/mentions/mention-routes.ts";
import type { savedViewRoutes } from "../../../../../engines/conversation/inbox/saved-views.ts";
import type { severalRoutes } from "../../../../../engines/conversation/inbox/several-routes.ts";
import type { turnRoutes } from "../../../../../engines/conversation/inspect/turn-routes.ts";
import type { liveCallRoutes } from "../../../../../engines/conversation/live-calls/routes.ts";
import type { translateReplyRoute, translateRoute } from "../../../../../engines/conversation/live-calls/translate.ts";
import type { conversationRoutes } from "../../../../../engines/conversation/routes/conversations.ts";
import type { auditRoutes } from "../../../../../engines/customers/audit/audit-routes.ts";
import type { mergeRoutes as customerMergeRoutes } from "../../../../../engines/customers/merging/merge-routes.ts";
import type { rightsRoutes } from "../../../../../engines/customers/rights/rights-routes.ts";
import type { customerRoutes } from "../../../../../engines/customers/routes.ts";
import type { customerWriteRoutes } from "../../../../../engines/customers/write-routes.ts";
import type { demoRoutes } from "../../../../../engines/demo/routes.ts";
import type { recommendationRoutes } from "../../../../../engines/experiments/recommend/recommendation-routes.ts";
import type { experimentRoutes } from "../../../../../engines/experiments/routes.ts";
import type { offerRoutes } from "../../../../../engines/insights/offer-routes.ts";
import type { surveyRoutes } from "../../../../../engines/insights/survey-routes.ts";
import type { integrationRoutes } from "../../../../../engines/integrations/routes.ts";
import type { crawlRoutes } from "../../../../../engines/knowledge/crawl/crawl-routes.ts";
import type { documentRoutes } from "../../../../../engines/knowledge/document-routes.ts";
import type { questionRoutes } from "../../../../../engines/knowledge/questions/question-routes.ts";
import type { searchRoutes } from "../../../../../engines/knowledge/search-routes.ts";
import type { testMessageRoutes } from "../../../../../engines/messages/channel-tests/test-route.ts";
import type { messageRoutes } from "../../../../../engines/messages/routes.ts";
import type { rollupRoutes } from "../../../../../engines/monitoring/rollups/routes.ts";
import type { requirementCommentRoutes } from "../../../../../engines/prd/document/comment-routes.ts";
import type { requirementsRoutes } from "../../../../../engines/prd/document/document-routes.ts";
import type { requirementsVersionRoutes } from "../../../../../engines/prd/document/version-routes.ts";
import type { requirementsExchangeRoutes } from "../../../../../engines/prd/exchange/exchange-routes.ts";
import type { interviewRoutes } from "../../../../../engines/prd/interview/interview-routes.ts";
import type { pricingRoutes } from "../../../../../engines/pricing/pricings/routes.ts";
import type { proposalRoutes } from "../../../../../engines/pricing/proposals/routes.ts";
import type { qualityRoutes } from "../../../../../engines/quality/routes.ts";
import type { researchRoutes } from "../../../../../engines/research/routes.ts";
import type { researchTaskRoutes } from "../../../../../engines/research-tasks/routes.ts";
import type { rolloutRoutes } from "../../../../../engines/rollouts/routes.ts";
import type { incidentRoutes } from "../../../../../engines/sla/incidents/routes.ts";
import type { noteRoutes } from "../../../../../engines/sla/notes/routes.ts";
import type { reportRoutes } from "../../../../../engines/sla/reports/routes.ts";
import type { correctionRoutes } from "../../../../../engines/success/corrections/routes.ts";
import type { gapRoutes } from "../../../../../engines/success/gaps/routes.ts";
import type { reviewRoutes } from "../../../../../engines/success/reviews/routes.ts";
import type { successRoutes } from "../../../../../engines/success/routes.ts";
import type { taskRoutes as successTaskRoutes } from "../../../../../engines/success/tasks/routes.ts";
import type { importRoutes } from "../../../../../engines/tables/imports/routes.ts";
import type { tableRoutes } from "../../../../../engines/tables/routes.ts";
import type { ticketRoutes } from "../../../../../engines/tickets/routes.ts";
import type { deliveryRoutes } from "../../../../../engines/webhooks/delivery-routes.ts";
import type { endpointRoutes } from "../../../../../engines/webhooks/endpoint-routes.ts";
import type { configTemplateRoutes } from "../../../../api/config-templates.ts";
import type { configRoutes } from "../../../../api/configs.ts";
import type { eventRoutes } from "../../../../api/events.ts";
import type { keyRoutes } from "../../../../api/keys.ts";

/** The operations that pages call, one line per resource. All types come from the server. */
export type ConsoleOperations =
  | ReturnType<typeof rollupRoutes>[number]
  | ReturnType<typeof clientRoutes>[number]
  | ReturnType<typeof configRoutes>[number]
  | ReturnType<typeof configTemplateRoutes>[number]
  | ReturnType<typeof testMessageRoutes>[number]
  | ReturnType<typeof messageRoutes>[number]
  | ReturnType<typeof deliveryRoutes>[number]
  | ReturnType<typeof endpointRoutes>[number]
  | ReturnType<typeof importRoutes>[number]
  | ReturnType<typeof tableRoutes>[number]
  | ReturnType<typeof searchRoutes>[number]
  | ReturnType<typeof crawlRoutes>[number]
  | ReturnType<typeof documentRoutes>[number]
  | ReturnType<typeof integrationRoutes>[number]
  | ReturnType<typeof keyRoutes>[number]
  | ReturnType<typeof eventRoutes>[number]
  | ReturnType<typeof peopleRoutes>[number]
  | ReturnType<typeof sessionRoutes>[number]
  | ReturnType<typeof auditRoutes>[number]
  | ReturnType<typeof automationRoutes>[number]
  | ReturnType<typeof activationRoutes>[number]
  | ReturnType<typeof mergeRoutes>[number]
  | ReturnType<typeof scenarioRoutes>[number]
  | ReturnType<typeof replayRoutes>[number]
  | ReturnType<typeof rolloutRoutes>[number]
  | ReturnType<typeof experimentRoutes>[number]
  | ReturnType<typeof requirementsRoutes>[number]
  | ReturnType<typeof requirementsVersionRoutes>[number]
  | ReturnType<typeof requirementCommentRoutes>[number]
  | ReturnType<typeof requirementsExchangeRoutes>[number]
  | ReturnType<typeof interviewRoutes>[number]
  | ReturnType<typeof demoRoutes>[number]
  | ReturnType<typeof pricingRoutes>[number]
  | ReturnType<typeof incidentRoutes>[number]
  | ReturnType<typeof noteRoutes>[number]
  | ReturnType<typeof reportRoutes>[number]
  | ReturnType<typeof proposalRoutes>[number]
  | ReturnType<typeof researchRoutes>[number]
  | ReturnType<typeof researchTaskRoutes>[number]
  | ReturnType<typeof conversationRoutes>[number]
  | ReturnType<typeof draftRoutes>[number]
  | ReturnType<typeof handoffRoutes>[number]
  | ReturnType<typeof turnRoutes>[number]
  | ReturnType<typeof liveCallRoutes>[number]
  | ReturnType<typeof callRoutes>[number]
  | ReturnType<typeof translateRoute>
  | ReturnType<typeof translateReplyRoute>
  | ReturnType<typeof fileTranscriptRoute>
  | ReturnType<typeof inboxRoutes>[number]
  | ReturnType<typeof labelRoutes>[number]
  | ReturnType<typeof savedViewRoutes>[number]
  | ReturnType<typeof mentionRoutes>[number]
  | ReturnType<typeof macroRoutes>[number]
  | ReturnType<typeof severalRoutes>[number]
  | ReturnType<typeof operatorRoutes>[number]
  | ReturnType<typeof cannedReplyRoutes>[number]
  | ReturnType<typeof savedFileRoutes>[number]
  | ReturnType<typeof customerRoutes>[number]
  | ReturnType<typeof customerWriteRoutes>[number]
  | ReturnType<typeof rightsRoutes>[number]
  | ReturnType<typeof customerMergeRoutes>[number]
  | ReturnType<typeof offerRoutes>[number]
  | ReturnType<typeof qualityRoutes>[number]
  | ReturnType<typeof questionRoutes>[number]
  | ReturnType<typeof recommendationRoutes>[number]
  | ReturnType<typeof successRoutes>[number]
  | ReturnType<typeof gapRoutes>[number]
  | ReturnType<typeof correctionRoutes>[number]
  | ReturnType<typeof reviewRoutes>[number]
  | ReturnType<typeof successTaskRoutes>[number]
  | ReturnType<typeof surveyRoutes>[number]
  | ReturnType<typeof ticketRoutes>[number];
