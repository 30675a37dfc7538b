import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const alertTargets = ["pagerduty", "slack", "email"] as const;
export type AlertTarget = (typeof alertTargets)[number];

/** `unknown`: an older release did not tell again after a crash. */
export const alertOutcomes = ["sent", "refused", "unknown"] as const;

export const SentAlerts = z.object({
  incidentId: z.string(),
  sent: z
    .array(
      z.object({
        target: z.literal(alertTargets),
        change: z.literal(["opened", "grew", "closed"]),
        outcome: z.literal(alertOutcomes),
        detail: z.string().nullable(),
        at: z.string(),
      }),
    )
    .max(20),
});
export type SentAlerts = z.infer<typeof SentAlerts>;

/** Who was alerted to an incident, a loop or a budget. The id is the alert's key. */
export const sentAlerts = ownedDocument<SentAlerts>({
  name: "sla-alerts",
  state: SentAlerts,
  indexes: [],
  confidential: true,
  personal: "nothing",
});
