import type { TenantId } from "../../../shared/platform/tenant.ts";
import { outsideFetch } from "../../../shared/runtime/sandbox/outside.ts";
import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { answering, calling, recording } from "../../app/instances.ts";
import type { tellingSteps } from "./alerts/telling-steps.ts";

/** Asks a model and this product's own entrances, and LiveKit where there are calls. Nobody waits for it. */
const probing = { ...answering, memoryMb: 512, minInstances: 0, timeoutSeconds: 60, optionalSecrets: [] };

/** What clients were promised, whether they have it, who is told, and what is due for less. */
export const slaEngine: Engine = {
  name: "sla",
  steps: async () => [
    registered("sla-start-watch", recording, async ({ configs }) =>
      (await import("./watch/start-watch.ts")).startWatchStep({ configs }),
    ),
    registered("sla-probe", probing, async (composition) => {
      const { platform, configs, publicUrl, models, now, environment } = composition;
      const [{ probeStep }, { rollupTraffic }] = await Promise.all([
        import("./watch/probe-step.ts"),
        import("./watch/rollup-traffic.ts"),
      ]);
      const { documents } = platform;
      return probeStep({
        documents,
        configs,
        publicUrl,
        models,
        now,
        fetch: outsideFetch,
        traffic: rollupTraffic(documents),
        livekitUrl: async () => environment.LIVEKIT_URL?.replace(/^ws/, "http"),
      });
    }),
    registered(
      "sla-record-incident",
      recording,
      async () => (await import("./incidents/record-incident.ts")).recordIncident,
    ),
    registered(
      "sla-announce-maintenance",
      recording,
      async () => (await import("./notes/record-notes.ts")).announceMaintenance,
    ),
    registered(
      "sla-cancel-maintenance",
      recording,
      async () => (await import("./notes/record-notes.ts")).cancelMaintenance,
    ),
    registered("sla-record-correction", recording, async ({ configs }) =>
      (await import("./notes/record-notes.ts")).recordCorrectionStep({ configs }),
    ),
    registered("sla-make-report", recording, async ({ platform: { documents }, configs }) =>
      (await import("./reports/make-report.ts")).makeReportStep({ documents, configs }),
    ),
    telling("sla-send-alerts"),
    telling("sla-tell-loop"),
    telling("sla-tell-budget"),
    telling("sla-tell-monitor"),
    registered("sla-check-monitor", recording, async () => (await import("./watch/check-monitor.ts")).checkMonitor),
    registered("sla-credit-month", calling, async (composition) =>
      (await import("./billing/credit-month.ts")).creditMonthStep(await billingOf(composition)),
    ),
    registered("sla-send-usage", calling, async (composition) => {
      const { documents } = composition.platform;
      return (await import("./billing/send-usage.ts")).sendUsageStep({ ...(await billingOf(composition)), documents });
    }),
  ],
  routes: async () => [
    {
      under: ["/v1/sla"],
      async open({ platform: { documents }, configs, runner, now }) {
        const [{ noteRoutes }, { reportRoutes }] = await Promise.all([
          import("./notes/routes.ts"),
          import("./reports/routes.ts"),
        ]);
        return [...reportRoutes({ documents, configs, now }), ...noteRoutes({ documents, configs, runner, now })];
      },
    },
    {
      under: ["/v1/incidents"],
      async open({ platform: { documents }, runner, now }) {
        return (await import("./incidents/routes.ts")).incidentRoutes({ documents, runner, now });
      },
    },
  ],
  async collections() {
    const [
      { slaDays, slaWatches },
      { incidents },
      { corrections, maintenances },
      { slaReports },
      { sentAlerts },
      { billedDays, billedMonths },
    ] = await Promise.all([
      import("./watch/watch.ts"),
      import("./incidents/incident.ts"),
      import("./notes/notes.ts"),
      import("./reports/report.ts"),
      import("./alerts/sent-alerts.ts"),
      import("./billing/billed.ts"),
    ]);
    return [
      ownedCollection(slaWatches),
      plainCollection(slaDays),
      ownedCollection(incidents),
      ownedCollection(maintenances),
      ownedCollection(corrections),
      ownedCollection(slaReports),
      ownedCollection(sentAlerts),
      ownedCollection(billedMonths),
      ownedCollection(billedDays),
    ];
  },
};

function telling(name: keyof typeof tellingSteps) {
  return registered(name, calling, async ({ platform, configs, environment, publicUrl }) => {
    const [{ tellingSteps: all }, { alertSenders }, { tenantSecret }] = await Promise.all([
      import("./alerts/telling-steps.ts"),
      import("./alerts/senders.ts"),
      import("../../app/settings/tenant-secret.ts"),
    ]);
    const senders = alertSenders({
      fetch: outsideFetch,
      keys: platform.keys,
      secret: (tenantId, secret) => tenantSecret(platform, tenantId, secret),
      pagerDutyUrl: environment.PAGERDUTY_BASE_URL,
      slackUrl: environment.SLACK_BASE_URL,
      sendGridUrl: environment.SENDGRID_BASE_URL,
    });
    return all[name]({ configs, senders, publicUrl });
  });
}

async function billingOf({ platform, configs, environment }: Composition) {
  const [{ stripeAccounts }, { tenantSecret }] = await Promise.all([
    import("./billing/stripe-account.ts"),
    import("../../app/settings/tenant-secret.ts"),
  ]);
  return {
    configs,
    account: stripeAccounts({ fetch: outsideFetch, baseUrl: environment.STRIPE_BASE_URL }),
    secret: (tenantId: TenantId, name: string) => tenantSecret(platform, tenantId, name),
  };
}

/** What the public status pages show. */
export async function openStatusPages({ platform: { documents }, configs, now }: Composition) {
  return (await import("./status/read-status.ts")).statusReader({ documents, configs, now });
}
