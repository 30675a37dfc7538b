import type { z } from "zod";
import type { RouteTypes } from "../../../../shared/http/route.ts";
import type { OperationOf, ParamOf } from "../../../../shared/http/typed-call.ts";
import type { configRoutes } from "../../../endpoints/api/configs/configs.ts";
import type { clientRoutes } from "../../../engines/accounts/client-routes.ts";
import type { peopleRoutes } from "../../../engines/accounts/people-routes.ts";
import type { approvalRoutes } from "../../../engines/approvals/routes.ts";
import type { activationRoutes } from "../../../engines/automation/gate/activation-routes.ts";
import type { mergeRoutes } from "../../../engines/automation/merge/merge-routes.ts";
import type { replayRoutes } from "../../../engines/automation/replay/replay-routes.ts";
import type { automationRoutes } from "../../../engines/automation/routes.ts";
import type { callRoutes } from "../../../engines/calls/routes/calls.ts";
import type { voiceRoutes } from "../../../engines/calls/routes/voice.ts";
import type { handoffRoutes } from "../../../engines/conversation/inbox/handoff-routes.ts";
import type { conversationRoutes } from "../../../engines/conversation/routes/conversations.ts";
import type { unmergeRoutes } from "../../../engines/customers/merging/unmerge-routes.ts";
import type { rightsRoutes } from "../../../engines/customers/rights/rights-routes.ts";
import type { customerRoutes } from "../../../engines/customers/routes.ts";
import type { demoRoutes } from "../../../engines/demo/routes.ts";
import type { experimentRoutes } from "../../../engines/experiments/routes.ts";
import type { capabilityRequestRoutes } from "../../../engines/insights/capability-request-routes.ts";
import type { integrationRoutes } from "../../../engines/integrations/routes.ts";
import type { crawlRoutes } from "../../../engines/knowledge/crawl/crawl-routes.ts";
import type { documentRoutes } from "../../../engines/knowledge/document-routes.ts";
import type { questionRoutes } from "../../../engines/knowledge/questions/question-routes.ts";
import type { searchRoutes } from "../../../engines/knowledge/search-routes.ts";
import type { messageRoutes } from "../../../engines/messages/routes.ts";
import type { rollupRoutes } from "../../../engines/monitoring/rollups/routes.ts";
import type { requirementsRoutes } from "../../../engines/prd/document/document-routes.ts";
import type { requirementsVersionRoutes } from "../../../engines/prd/document/version-routes.ts";
import type { requirementsExchangeRoutes } from "../../../engines/prd/exchange/exchange-routes.ts";
import type { interviewRoutes } from "../../../engines/prd/interview/interview-routes.ts";
import type { pricingRoutes } from "../../../engines/pricing/pricings/routes.ts";
import type { proposalRoutes } from "../../../engines/pricing/proposals/routes.ts";
import type { qualityRoutes } from "../../../engines/quality/routes.ts";
import type { tuningRoutes } from "../../../engines/quality/tuning/routes.ts";
import type { reportPdfRoute } from "../../../engines/research/report-pdf/report-pdf-route.ts";
import type { researchRoutes } from "../../../engines/research/routes.ts";
import type { researchTaskRoutes } from "../../../engines/research-tasks/routes.ts";
import type { rolloutRoutes } from "../../../engines/rollouts/routes.ts";
import type { incidentRoutes } from "../../../engines/sla/incidents/routes.ts";
import type { noteRoutes } from "../../../engines/sla/notes/routes.ts";
import type { reportRoutes } from "../../../engines/sla/reports/routes.ts";
import type { correctionRoutes } from "../../../engines/success/corrections/routes.ts";
import type { reviewRoutes } from "../../../engines/success/reviews/routes.ts";
import type { taskRoutes as successTaskRoutes } from "../../../engines/success/tasks/routes.ts";
import type { importRoutes } from "../../../engines/tables/imports/routes.ts";
import type { tableRoutes } from "../../../engines/tables/routes.ts";
import type { ticketRoutes } from "../../../engines/tickets/routes.ts";
import type { deliveryRoutes } from "../../../engines/webhooks/delivery-routes.ts";
import type { endpointRoutes } from "../../../engines/webhooks/endpoint-routes.ts";

/** The API operations that the command line calls, one line per resource. All types come from the server. */
type Operations =
  | ReturnType<typeof rollupRoutes>[number]
  | ReturnType<typeof peopleRoutes>[number]
  | ReturnType<typeof qualityRoutes>[number]
  | ReturnType<typeof tuningRoutes>[number]
  | ReturnType<typeof tableRoutes>[number]
  | ReturnType<typeof importRoutes>[number]
  | ReturnType<typeof researchRoutes>[number]
  | ReturnType<typeof reportPdfRoute>
  | ReturnType<typeof clientRoutes>[number]
  | ReturnType<typeof pricingRoutes>[number]
  | ReturnType<typeof incidentRoutes>[number]
  | ReturnType<typeof noteRoutes>[number]
  | ReturnType<typeof reportRoutes>[number]
  | ReturnType<typeof reviewRoutes>[number]
  | ReturnType<typeof correctionRoutes>[number]
  | ReturnType<typeof successTaskRoutes>[number]
  | ReturnType<typeof proposalRoutes>[number]
  | ReturnType<typeof researchTaskRoutes>[number]
  | ReturnType<typeof demoRoutes>[number]
  | ReturnType<typeof requirementsRoutes>[number]
  | ReturnType<typeof requirementsVersionRoutes>[number]
  | ReturnType<typeof requirementsExchangeRoutes>[number]
  | ReturnType<typeof interviewRoutes>[number]
  | ReturnType<typeof approvalRoutes>[number]
  | ReturnType<typeof automationRoutes>[number]
  | ReturnType<typeof activationRoutes>[number]
  | ReturnType<typeof mergeRoutes>[number]
  | ReturnType<typeof replayRoutes>[number]
  | ReturnType<typeof experimentRoutes>[number]
  | ReturnType<typeof rolloutRoutes>[number]
  | ReturnType<typeof callRoutes>[number]
  | ReturnType<typeof voiceRoutes>[number]
  | ReturnType<typeof configRoutes>[number]
  | ReturnType<typeof conversationRoutes>[number]
  | ReturnType<typeof handoffRoutes>[number]
  | ReturnType<typeof customerRoutes>[number]
  | ReturnType<typeof rightsRoutes>[number]
  | ReturnType<typeof unmergeRoutes>[number]
  | ReturnType<typeof messageRoutes>[number]
  | ReturnType<typeof integrationRoutes>[number]
  | ReturnType<typeof ticketRoutes>[number]
  | ReturnType<typeof documentRoutes>[number]
  | ReturnType<typeof crawlRoutes>[number]
  | ReturnType<typeof searchRoutes>[number]
  | ReturnType<typeof questionRoutes>[number]
  | ReturnType<typeof capabilityRequestRoutes>[number]
  | ReturnType<typeof endpointRoutes>[number]
  | ReturnType<typeof deliveryRoutes>[number];

type Method = Operations["method"];

/** The paths that support this method. */
export type PathOf<M extends Method> = Extract<Operations, { readonly method: M }>["path"];

type TypesOf<M extends Method, Path> = RouteTypes<OperationOf<Operations, M, Path>>;

/** The options of a call: the path's parameters if any, the query, and the schema of the response. */
export type TypedCall<M extends Method, Path, Reply> = ([ParamOf<Path>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<ParamOf<Path>, string>> }) &
  (unknown extends TypesOf<M, Path>["query"]
    ? { readonly query?: never }
    : { readonly query?: TypesOf<M, Path>["query"] }) & {
    /** Does not compile if the route's response has another type. */
    readonly reply: z.ZodType<Reply> & (TypesOf<M, Path>["reply"] extends Reply ? unknown : never);
  };
