import type { EventType } from "../../../../shared/events/index.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { type StepContext, step } from "../../../../shared/runtime/step.ts";
import { currentSla, type SlaConfigs } from "../current-sla.ts";
import type { Alert } from "./messages.ts";
import type { AlertSenders } from "./senders.ts";
import { type AlertTarget, type SentAlerts, sentAlerts } from "./sent-alerts.ts";

type Sent = SentAlerts["sent"][number];

export interface TellingDependencies {
  readonly configs: SlaConfigs;
  readonly senders: AlertSenders;
  readonly publicUrl: string;
}

/**
 * Tells the client's people of what an event says, once on each way. The steps' ledger of effects keeps a redelivered event from
 * telling twice. After a crash in the middle of telling, that way is told again, as the outbox does: nobody misses an alert, and
 * somebody may read one twice. PagerDuty counts one page for a `dedup_key`.
 */
export function tellPeopleStep<T>(
  { name, on, alertOf }: { readonly name: string; readonly on: EventType<T>; alertOf(data: T): Alert },
  { configs, senders, publicUrl }: TellingDependencies,
) {
  return step<T, SentAlerts, readonly Sent[]>({
    name,
    on,
    document: sentAlerts,
    documentId: ({ data }) => alertOf(data).key,
    async gather(before, { tenantId, data }, context) {
      const current = await currentSla(configs, tenantId);
      if (!current) return [];
      const { alerts } = current.sla;
      const alert = alertOf(data);
      const about = { client: current.config.client_name, clientId: tenantId, publicUrl };
      const isPage = alert.severity === "page";
      const wanted: readonly (readonly [AlertTarget, () => Promise<void>])[] = [
        ...(alerts.pagerduty && isPage
          ? [["pagerduty", () => senders.pagerDuty(tenantId, alerts.pagerduty ?? "", alert, about)] as const]
          : []),
        ...(alerts.slack ? [["slack", () => senders.slack(tenantId, alerts.slack ?? "", alert, about)] as const] : []),
        ...(alerts.email.length > 0 ? [["email", () => senders.email(alerts.email, alert, about)] as const] : []),
      ];
      const known = (target: AlertTarget) =>
        before?.sent.some((each) => each.target === target && each.change === alert.change);
      const results: Sent[] = [];
      for (const [target, send] of wanted)
        if (!known(target)) results.push(await tell(target, send, { change: alert.change, context }));
      return results;
    },
    decide(before, { data }, told) {
      if (told.length === 0) return undefined;
      return { document: { incidentId: alertOf(data).key, sent: [...(before?.sent ?? []), ...told].slice(-20) } };
    },
  });
}

/** A way that refuses for good keeps the others from nothing. */
async function tell(
  target: AlertTarget,
  send: () => Promise<void>,
  { change, context: { effect, log, now } }: { readonly change: Sent["change"]; readonly context: StepContext },
): Promise<Sent> {
  const at = now.toISOString();
  try {
    await effect(target, async () => send(), { policy: "repeat" });
    return { target, change, outcome: "sent", detail: null, at };
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    log.error({ err: error, target }, "an alert was not sent");
    return { target, change, outcome: "refused", detail: error.message.slice(0, 500), at };
  }
}
