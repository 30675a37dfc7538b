import type { IncidentChanged } from "../../../../shared/events/index.ts";
import { slackText } from "../../../../shared/notices/notice-senders.ts";

export interface AlertContext {
  readonly client: string;
  readonly clientId: string;
  /** The origin of the console. */
  readonly publicUrl: string;
}

/** What people are alerted to, in the same words on every channel. */
export interface Alert {
  /** One key is one page. */
  readonly key: string;
  readonly change: "opened" | "grew" | "closed";
  /** `page` wakes somebody, `ticket` waits for the morning. */
  readonly severity: "page" | "ticket";
  readonly title: string;
  /** A page of docs/runbooks. */
  readonly runbook: string;
  /** Such as the channels of an incident. */
  readonly component: string;
  readonly names: readonly string[];
  readonly since: string;
  /** The client's page in the console, and what stands there. */
  page(client: string): string;
  readonly pageName: string;
}

const runbooks: Readonly<Record<string, string>> = {
  outage: "channel-outage",
  "error-rate": "channel-errors",
  "burn-fast": "sla-burn",
  "burn-medium": "sla-burn",
  "burn-slow": "sla-burn",
};

export function incidentAlert(incident: IncidentChanged): Alert {
  const { incidentId: key, change, severity, title, channels, alerts: names, openedAt: since } = incident;
  return {
    key,
    change,
    severity,
    title,
    names,
    since,
    runbook: runbooks[names[0] ?? ""] ?? "incident-by-hand",
    component: channels.join(", "),
    page: (client) => `clients/${client}/sla`,
    pageName: "Incident",
  };
}

export function alertUrl({ page }: Pick<Alert, "page">, context: AlertContext): string {
  return `${context.publicUrl}/console/${page(encodeURIComponent(context.clientId))}`;
}

const words = { opened: "", grew: " is worse", closed: " is over" } as const;

export function headline({ change, title, pageName }: Alert, { client }: AlertContext): string {
  return `${pageName}${words[change]}: ${title} (${client})`;
}

/** PagerDuty's Events API v2 (developer.pagerduty.com, "Send an Alert Event"): one `dedup_key` is one page. */
export function pagerDutyEvent(alert: Alert, context: AlertContext, routingKey: string) {
  const own = { routing_key: routingKey, dedup_key: alert.key };
  if (alert.change === "closed") return { ...own, event_action: "resolve" };
  return {
    ...own,
    event_action: "trigger",
    client: "Agent platform",
    client_url: alertUrl(alert, context),
    payload: {
      summary: headline(alert, context).slice(0, 1_024),
      source: context.clientId,
      severity: "critical",
      timestamp: alert.since,
      component: alert.component,
      class: alert.names.join(", "),
      custom_details: { runbook: runbookOf(alert) },
    },
    links: [{ href: alertUrl(alert, context), text: alert.pageName }],
  };
}

/** An incoming webhook's message (docs.slack.dev, "Sending messages using incoming webhooks"). */
export function slackMessage(alert: Alert, context: AlertContext) {
  const link = `<${alertUrl(alert, context)}|Open it in the console>`;
  const title = headline(alert, context);
  return {
    text: slackText(title),
    blocks: [
      { type: "header", text: { type: "plain_text", text: title.slice(0, 150) } },
      {
        type: "section",
        text: { type: "mrkdwn", text: [...linesOf(alert).map(slackText), link].join("\n") },
      },
    ],
  };
}

function linesOf(alert: Alert): readonly string[] {
  return [`Where: ${alert.component}`, `Since: ${alert.since}`, `What to do: ${runbookOf(alert)}`];
}

function runbookOf({ runbook }: Alert): string {
  return `docs/runbooks/${runbook}.md`;
}

/** Plain text: an incident's title may be somebody's words. */
export function alertMail(alert: Alert, context: AlertContext) {
  const title = headline(alert, context);
  const text = [title, "", ...linesOf(alert), `Console: ${alertUrl(alert, context)}`].join("\n");
  return { subject: title.replace(/\s+/g, " ").slice(0, 200), text };
}
