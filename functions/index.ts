import type { Engine } from "./app/engine.ts";
import { accountsEngine } from "./engines/accounts/index.ts";
import { analyticsEngine } from "./engines/analytics/index.ts";
import { approvalsEngine } from "./engines/approvals/index.ts";
import { automationEngine } from "./engines/automation/index.ts";
import { calendarEngine } from "./engines/calendar/index.ts";
import { callsEngine } from "./engines/calls/index.ts";
import { campaignsEngine } from "./engines/campaigns/index.ts";
import { conversationEngine } from "./engines/conversation/index.ts";
import { customersEngine } from "./engines/customers/index.ts";
import { demoEngine } from "./engines/demo/index.ts";
import { experimentsEngine } from "./engines/experiments/index.ts";
import { followUpsEngine } from "./engines/follow-ups/index.ts";
import { insightsEngine } from "./engines/insights/index.ts";
import { integrationsEngine } from "./engines/integrations/index.ts";
import { knowledgeEngine } from "./engines/knowledge/index.ts";
import { messagesEngine } from "./engines/messages/index.ts";
import { monitoringEngine } from "./engines/monitoring/index.ts";
import { paymentsEngine } from "./engines/payments/index.ts";
import { prdEngine } from "./engines/prd/index.ts";
import { pricingEngine } from "./engines/pricing/index.ts";
import { qualityEngine } from "./engines/quality/index.ts";
import { researchEngine } from "./engines/research/index.ts";
import { researchTasksEngine } from "./engines/research-tasks/index.ts";
import { rolloutsEngine } from "./engines/rollouts/index.ts";
import { routingEngine } from "./engines/routing/index.ts";
import { slaEngine } from "./engines/sla/index.ts";
import { successEngine } from "./engines/success/index.ts";
import { tablesEngine } from "./engines/tables/index.ts";
import { ticketsEngine } from "./engines/tickets/index.ts";
import { webhooksEngine } from "./engines/webhooks/index.ts";

/** The register of engines that run and are deployed. */
export const engines: readonly Engine[] = [
  conversationEngine,
  analyticsEngine,
  approvalsEngine,
  automationEngine,
  customersEngine,
  calendarEngine,
  callsEngine,
  campaignsEngine,
  demoEngine,
  experimentsEngine,
  followUpsEngine,
  insightsEngine,
  knowledgeEngine,
  integrationsEngine,
  messagesEngine,
  monitoringEngine,
  paymentsEngine,
  prdEngine,
  pricingEngine,
  qualityEngine,
  researchTasksEngine,
  researchEngine,
  rolloutsEngine,
  routingEngine,
  slaEngine,
  successEngine,
  tablesEngine,
  ticketsEngine,
  webhooksEngine,
  accountsEngine,
];
