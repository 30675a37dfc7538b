import { campaignsEngine } from "./campaigns/index.ts";
import { conversationEngine } from "./conversation/index.ts";
import { customersEngine } from "./customers/index.ts";
import type { Engine } from "./engine.ts";
import { followUpsEngine } from "./follow-ups/index.ts";
import { insightsEngine } from "./insights/index.ts";
import { paymentsEngine } from "./payments/index.ts";
import { routingEngine } from "./routing/index.ts";

/** The register: what runs, and what is deployed. */
export const engines: readonly Engine[] = [
  conversationEngine,
  customersEngine,
  campaignsEngine,
  followUpsEngine,
  insightsEngine,
  paymentsEngine,
  routingEngine,
];
