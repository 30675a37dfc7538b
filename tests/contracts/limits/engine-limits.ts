import { approvalLimits } from "./approval-limits.ts";
import { automationLimits } from "./automation-limits.ts";
import { callLimits } from "./call-limits.ts";
import { demoLimits } from "./demo-limits.ts";
import { experimentsLimits } from "./experiments-limits.ts";
import { knowledgeLimits } from "./knowledge-limits.ts";
import type { Limits } from "./largest-document.ts";
import { monitoringLimits } from "./monitoring-limits.ts";
import { pricingLimits } from "./pricing-limits.ts";
import { qualityLimits } from "./quality-limits.ts";
import { requirementsLimits } from "./requirements-limits.ts";
import { researchLimits } from "./research-limits.ts";
import { researchTasksLimits } from "./research-tasks-limits.ts";
import { rolloutLimits } from "./rollout-limits.ts";
import { slaLimits } from "./sla-limits.ts";
import { successLimits } from "./success-limits.ts";

/** The limits of engines that list their own. */
export const engineLimits: Readonly<Record<string, Limits>> = {
  ...approvalLimits,
  ...automationLimits,
  ...slaLimits,
  ...callLimits,
  ...demoLimits,
  ...knowledgeLimits,
  ...experimentsLimits,
  ...monitoringLimits,
  ...pricingLimits,
  ...qualityLimits,
  ...requirementsLimits,
  ...researchLimits,
  ...researchTasksLimits,
  ...rolloutLimits,
  ...successLimits,
};
