import type { IncidentChanged } from "../../../../shared/events/index.ts";
import { slackText } from "../../../../shared/notices/notice-senders.ts";

export interface AlertContext {
  readonly client: string;
  readonly clientId: string;
  /** The origin of the console. */
  readonly publicUrl: string;
}

const runbooks: Readonly<Record<string, string>> = {
  outage: "channel-outage",
  "error-rate": "channel-errors",
  "burn-fast": "sla-burn",
  "burn-medium": "sla-burn",
  "burn-slow": "sla-burn",
};

/** The page that says what to do, by the incident's first alert. */
export function runbookOf({ alerts }: Pick<IncidentChanged, "alerts">): string {
  return `docs/runbooks/${runbooks[alerts[0] ?? ""] ?? "incident-by-hand"}.md`;
}

export function incidentUrl({ incidentId }: Pick<IncidentChanged, "incidentId">, context: AlertContext): string {
  return `${context.publicUrl}/console/clients/${context.clientId}/incidents/${incidentId}`;
}

const words = { opened: "Incident", grew: "Incident is worse", closed: "Incident is over" } as const;

export function headline({ change, title }: IncidentChanged, { client }: AlertContext): string {
  return `${words[change]}: ${title} (${client})`;
}

/** PagerDuty's Events API v2 (developer.pagerduty.com, "Send an Alert Event"): one `dedup_key` is one page. */
export function pagerDutyEvent(change: IncidentChanged, context: AlertContext, routingKey: string) {
  const { incidentId, channels, alerts, openedAt } = change;
  const own = { routing_key: routingKey, dedup_key: incidentId };
  if (change.change === "closed") return { ...own, event_action: "resolve" };
  return {
    ...{ ...own, event_action: "trigger", client: "Agent platform", client_url: incidentUrl(change, context) },
    payload: {
      summary: headline(change, context).slice(0, 1_024),
      source: context.clientId,
      severity: "critical",
      timestamp: openedAt,
      component: channels.join(", "),
      class: alerts.join(", "),
      custom_details: { runbook: runbookOf(change) },
    },
    links: [{ href: incidentUrl(change, context), text: "Incident" }],
  };
}

/** An incoming webhook's message (docs.slack.dev, "Sending messages using incoming webhooks"). */
export function slackMessage(change: IncidentChanged, context: AlertContext) {
  const details = [
    `Channels: ${change.channels.join(", ")}`,
    `Since: ${change.openedAt}`,
    `Runbook: ${runbookOf(change)}`,
    `<${incidentUrl(change, context)}|Open the incident>`,
  ];
  const title = headline(change, context);
  return {
    text: slackText(title),
    blocks: [
      { type: "header", text: { type: "plain_text", text: title.slice(0, 150) } },
      {
        type: "section",
        text: { type: "mrkdwn", text: [...details.slice(0, 3).map(slackText), details[3]].join("\n") },
      },
    ],
  };
}

/** Plain text: an incident's title may be somebody's words. */
export function alertMail(change: IncidentChanged, context: AlertContext) {
  const text = [
    headline(change, context),
    "",
    `Channels: ${change.channels.join(", ")}`,
    `Since: ${change.openedAt}`,
    `What to do: ${runbookOf(change)}`,
    `Incident: ${incidentUrl(change, context)}`,
  ].join("\n");
  return { subject: headline(change, context).replace(/\s+/g, " ").slice(0, 200), text };
}
