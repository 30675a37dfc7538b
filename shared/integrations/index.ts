import { analytics } from "./analytics.ts";
import { crm } from "./crm.ts";
import { healthcareIt } from "./healthcare-it.ts";
import { messagingIntegration } from "./messaging.ts";
import { payment } from "./payment.ts";

/** Every kind of integration, named by `type` in a tenant's YAML. */
export const integrationKinds = [crm, payment, messagingIntegration, healthcareIt, analytics] as const;
