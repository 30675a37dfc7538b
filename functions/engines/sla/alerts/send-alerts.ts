import { type IncidentChanged, incidentChanged } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/errors.ts";
import { type StepContext, step } from "../../../../shared/runtime/step.ts";
import { currentSla, type SlaConfigs } from "../current-sla.ts";
import type { AlertSenders } from "./senders.ts";
import { type AlertTarget, type SentAlerts, sentAlerts } from "./sent-alerts.ts";

type Sent = SentAlerts["sent"][number];

interface Dependencies {
  readonly configs: SlaConfigs;
  readonly senders: AlertSenders;
  readonly publicUrl: string;
}

/**
 * Tells of an incident once on each way. The steps' ledger of effects keeps a redelivered event from telling twice. After a
 * crash in the middle, PagerDuty is told again, because it counts one page for a `dedup_key`; Slack and mail are not.
 */
export function sendAlertsStep({ configs, senders, publicUrl }: Dependencies) {
  return step<IncidentChanged, SentAlerts, readonly Sent[]>({
    name: "sla-send-alerts",
    on: incidentChanged,
    document: sentAlerts,
    documentId: ({ data }) => data.incidentId,
    async gather(before, { tenantId, data }, context) {
      const current = await currentSla(configs, tenantId);
      if (!current) return [];
      const { alerts } = current.sla;
      const about = { client: current.config.client_name, clientId: tenantId, publicUrl };
      const isPage = data.severity === "page";
      const wanted: readonly (readonly [AlertTarget, () => Promise<void>])[] = [
        ...(alerts.pagerduty && isPage
          ? [["pagerduty", () => senders.pagerDuty(tenantId, alerts.pagerduty ?? "", data, about)] as const]
          : []),
        ...(alerts.slack ? [["slack", () => senders.slack(tenantId, alerts.slack ?? "", data, about)] as const] : []),
        ...(alerts.email.length > 0 ? [["email", () => senders.email(alerts.email, data, about)] as const] : []),
      ];
      const known = (target: AlertTarget) =>
        before?.sent.some((each) => each.target === target && each.change === data.change);
      const results: Sent[] = [];
      for (const [target, send] of wanted)
        if (!known(target)) results.push(await tell(target, send, { change: data.change, context }));
      return results;
    },
    decide(before, { data: { incidentId } }, told) {
      if (told.length === 0) return undefined;
      return { document: { incidentId, sent: [...(before?.sent ?? []), ...told].slice(-20) } };
    },
  });
}

/** A way that refuses for good, or whose outcome nobody knows, keeps the others from nothing. */
async function tell(
  target: AlertTarget,
  send: () => Promise<void>,
  { change, context: { effect, log, now } }: { readonly change: Sent["change"]; readonly context: StepContext },
): Promise<Sent> {
  const at = now.toISOString();
  try {
    const policy = target === "pagerduty" ? ("repeat" as const) : ("ask" as const);
    await effect(target, async () => send(), { policy });
    return { target, change, outcome: "sent", detail: null, at };
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    log.error({ err: error, target }, "an alert was not sent");
    const outcome = error.code === "effect-outcome-unknown" ? "unknown" : "refused";
    return { target, change, outcome, detail: error.message.slice(0, 500), at };
  }
}
