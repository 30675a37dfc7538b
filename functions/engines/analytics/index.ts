import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, type RegisteredStep, registered } from "../../app/engine.ts";
import { calling } from "../../app/instances.ts";
import type { milestoneSources } from "./milestones.ts";

/** Reports the milestones of conversations to tenants' Google Analytics. */
export const analyticsEngine: Engine = {
  name: "analytics",
  steps: async () => [
    report("analytics-conversation-opened", "opened"),
    report("analytics-conversation-closed", "closed"),
    report("analytics-conversation-escalated", "escalated"),
    report("analytics-booking-made", "booked"),
    report("analytics-payment-settled", "paid"),
    report("analytics-survey-completed", "surveyed"),
  ],
  routes: async () => [],
  async collections() {
    return [ownedCollection((await import("./report-milestone.ts")).reportedMilestones)];
  },
};

function report(name: string, source: keyof typeof milestoneSources): RegisteredStep {
  return registered(name, calling, async ({ platform, environment, configs }) => {
    const [{ reportMilestoneStep }, { milestoneSources }, { tenantSecret }, { activeConfigsOf }, { readCustomer }] =
      await Promise.all([
        import("./report-milestone.ts"),
        import("./milestones.ts"),
        import("../../app/settings/tenant-secret.ts"),
        import("../../../shared/config/versions/active-configs.ts"),
        import("../../../shared/customers/store.ts"),
      ]);
    const { documents } = platform;
    // Each source is typed by its own event; the union of them all is not callable.
    return reportMilestoneStep(milestoneSources[source] as (typeof milestoneSources)["opened"], {
      documents,
      google: {
        fetch: outsideFetch,
        baseUrl: environment.ANALYTICS_BASE_URL,
        secret: (tenantId, secretName) => tenantSecret(platform, tenantId, secretName),
      },
      async integrations(tenantId) {
        const active = await activeConfigsOf(configs, tenantId);
        return active.flatMap((config) => config.integrations.available);
      },
      async customer(tenantId, id, now) {
        return (await readCustomer(documents, tenantId, id, now)).state;
      },
    });
  });
}
