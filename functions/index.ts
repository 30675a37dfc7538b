import type { Engine } from "./app/engine.ts";
import { analyticsEngine } from "./engines/analytics/index.ts";
import { approvalsEngine } from "./engines/approvals/index.ts";
import { calendarEngine } from "./engines/calendar/index.ts";
import { campaignsEngine } from "./engines/campaigns/index.ts";
import { conversationEngine } from "./engines/conversation/index.ts";
import { customersEngine } from "./engines/customers/index.ts";
import { followUpsEngine } from "./engines/follow-ups/index.ts";
import { insightsEngine } from "./engines/insights/index.ts";
import { integrationsEngine } from "./engines/integrations/index.ts";
import { knowledgeEngine } from "./engines/knowledge/index.ts";
import { messagesEngine } from "./engines/messages/index.ts";
import { paymentsEngine } from "./engines/payments/index.ts";
import { routingEngine } from "./engines/routing/index.ts";
import { tablesEngine } from "./engines/tables/index.ts";
import { ticketsEngine } from "./engines/tickets/index.ts";
import { webhooksEngine } from "./engines/webhooks/index.ts";

/** The register of engines that run and are deployed. */
export const engines: readonly Engine[] = [
  conversationEngine,
  analyticsEngine,
  approvalsEngine,
  customersEngine,
  calendarEngine,
  campaignsEngine,
  followUpsEngine,
  insightsEngine,
  knowledgeEngine,
  integrationsEngine,
  messagesEngine,
  paymentsEngine,
  routingEngine,
  tablesEngine,
  ticketsEngine,
  webhooksEngine,
];
