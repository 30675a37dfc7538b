import { analytics } from "./analytics.ts";
import { crm } from "./crm.ts";
import { healthcareIt } from "./healthcare-it.ts";
import { issueTracker } from "./issue-tracker.ts";
import { messagingIntegration } from "./messaging.ts";
import { payment } from "./payment.ts";

/** Every kind of integration, named by `type` in a tenant's YAML. */
export const integrationKinds = [crm, payment, messagingIntegration, healthcareIt, analytics, issueTracker] as const;
