import { sandboxPagerDuty, sandboxSendGrid, sandboxSlack } from "../../../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../../../emulators/sandbox.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { budgetReached, type IncidentChanged, incidentChanged, loopEnded } from "../../../../shared/events/index.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { alertSenders } from "./senders.ts";
import { sentAlerts } from "./sent-alerts.ts";
import { tellingSteps } from "./telling-steps.ts";

const config = minimalConfig(`  sla:
    family: bad_minutes
    alerts:
      email: ["ops@agency.example"]
      slack: "\${SLACK_WEBHOOK_URL}"
      pagerduty: "\${PAGERDUTY_ROUTING_KEY}"
`);
const secrets: Readonly<Record<string, string>> = {
  SLACK_WEBHOOK_URL: sandboxSlack.webhookUrl,
  PAGERDUTY_ROUTING_KEY: sandboxPagerDuty.routingKey,
};
const agencySecrets: Readonly<Record<string, string>> = {
  SENDGRID_API_KEY: sandboxSendGrid.apiKey,
  CONSOLE_MAIL_FROM: "alerts@agency.example",
};
const at = new Date("2026-11-29T10:00:00.000Z");

let sandbox: Sandbox;
let opened: ReturnType<typeof openTestPlatform>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" });
  opened = openTestPlatform(() => at);
});
afterEach(() => opened.close());
afterAll(() => sandbox.close());

function alerting<N extends keyof typeof tellingSteps>(name: N) {
  const senders = alertSenders({
    fetch,
    keys: { ...opened.platform.keys, secret: async (_tenant, name) => agencySecrets[name] },
    secret: async (_tenant, name) => secrets[name] ?? "",
    pagerDutyUrl: `${sandbox.url}/pagerduty`,
    slackUrl: `${sandbox.url}/slack`,
    sendGridUrl: `${sandbox.url}/sendgrid`,
  });
  const configs = {
    pointers: async () => ({ byName: { main: { version: 1 } } }) as never,
    parsed: async () => config,
  };
  return tellingSteps[name]({ configs, senders, publicUrl: "https://agents.example" }) as ReturnType<
    (typeof tellingSteps)[N]
  >;
}

const change = (over: Partial<IncidentChanged> = {}) => {
  const data: IncidentChanged = {
    incidentId: "i1",
    change: "opened",
    severity: "page",
    channels: ["whatsapp"],
    alerts: ["outage"],
    title: "No answers on WhatsApp",
    openedAt: at.toISOString(),
    at: at.toISOString(),
    ...over,
  };
  return envelopeOf(incidentChanged, {
    id: `e-${data.incidentId}-${data.change}`,
    tenantId,
    key: data.incidentId,
    at,
    data,
  });
};

const seen = async <T>(path: string) => (await (await fetch(`${sandbox.url}/_sandbox/${path}`)).json()) as T[];
const outcomes = async () =>
  (await opened.platform.documents.get(tenantId, sentAlerts.collection, "i1"))?.data.state.sent.map(
    ({ target, change: what, outcome }) => [target, what, outcome],
  );
const fault = (body: object) =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

it("tells each way once under double delivery, and resolves the page at the end", async () => {
  const step = alerting("sla-send-alerts");
  const runner = runnerWith(opened.platform);
  for (const event of [change(), change(), change({ change: "closed" }), change({ change: "closed" }), change()])
    await runner.run(step, event, { repeatable: true });
  expect(await seen("pagerduty/alerts")).toMatchObject([
    {
      dedup_key: "i1",
      status: "resolved",
      pages: 1,
      triggers: 1,
      payload: { custom_details: { runbook: "docs/runbooks/channel-outage.md" } },
    },
  ]);
  expect(await seen("slack/messages")).toHaveLength(2);
  expect((await seen<{ text: string }>("sendgrid/messages")).map(({ text }) => text.split("\n")[0])).toEqual([
    "Incident: No answers on WhatsApp (Client 1)",
    "Incident is over: No answers on WhatsApp (Client 1)",
  ]);
});

it("tells again after a crash in the middle: one page at PagerDuty, and nobody at Slack or by mail misses it", async () => {
  await fault({ provider: "pagerduty", times: 1, drop: "after" });
  await fault({ provider: "slack", times: 1, drop: "before" });
  await fault({ provider: "sendgrid", times: 1, drop: "after" });
  const runner = runnerWith(opened.platform);
  const step = alerting("sla-send-alerts");
  for (const _ of ["PagerDuty", "Slack", "the mail"])
    await expect(runner.run(step, change(), { repeatable: true })).rejects.toThrow();
  await runner.run(step, change(), { repeatable: true });
  // And once more, when all is told.
  await runner.run(step, change(), { repeatable: true });
  expect(await seen("pagerduty/alerts")).toMatchObject([{ pages: 1, triggers: 2 }]);
  expect(await seen("slack/messages")).toHaveLength(1);
  expect(await seen("sendgrid/messages")).toHaveLength(2);
  expect(await outcomes()).toEqual([
    ["pagerduty", "opened", "sent"],
    ["slack", "opened", "sent"],
    ["email", "opened", "sent"],
  ]);
});

it("tries again while Slack is down, and tells nobody twice for it", async () => {
  await fault({ provider: "slack", times: 1, status: 503 });
  const runner = runnerWith(opened.platform);
  const step = alerting("sla-send-alerts");
  await expect(runner.run(step, change(), { repeatable: true })).rejects.toMatchObject({ code: "alert-unavailable" });
  await runner.run(step, change(), { repeatable: true });
  expect(await seen("pagerduty/alerts")).toMatchObject([{ pages: 1, triggers: 1 }]);
  expect(await seen("slack/messages")).toHaveLength(1);
});

it("keeps a way that refuses from stopping the others, and pages nobody for a ticket", async () => {
  await fault({ provider: "slack", times: 1, status: 404 });
  const runner = runnerWith(opened.platform);
  await runner.run(alerting("sla-send-alerts"), change({ severity: "ticket", alerts: ["burn-slow"] }), {
    repeatable: true,
  });
  expect(await seen("pagerduty/alerts")).toEqual([]);
  expect(await outcomes()).toEqual([
    ["slack", "opened", "refused"],
    ["email", "opened", "sent"],
  ]);
});

it("tells of a kind of loop once a day, with the conversation and what to do", async () => {
  const loop = (conversationId: string, kind: "tool" | "bot", day = "29") => {
    const data = {
      conversationId,
      channel: "whatsapp" as const,
      agent: { name: "main", version: 1 },
      kind,
      tool: "report_status",
      handedOver: false,
      at: `2026-11-${day}T10:00:00.000Z`,
    } as const;
    return envelopeOf(loopEnded, { id: `l-${conversationId}`, tenantId, key: conversationId, at, data });
  };
  const runner = runnerWith(opened.platform);
  const step = alerting("sla-tell-loop");
  for (const each of [loop("c1", "tool"), loop("c2", "tool"), loop("c3", "bot"), loop("c4", "tool", "30")])
    await runner.run(step, each, { repeatable: true });
  expect(await seen("pagerduty/alerts")).toEqual([]);
  const mails = await seen<{ text: string }>("sendgrid/messages");
  expect(mails).toHaveLength(3);
  expect(
    mails[0]?.text,
  ).toBe(`Loop: The agent called report_status again and again with the same result; it was ended (Client 1)

Where: whatsapp
Since: 2026-11-29T10:00:00.000Z
What to do: docs/runbooks/loops-ended.md
Console: https://agents.example/console/inbox/c1?client=acme`);
});

it("tells of a budget's levels once each, and wakes somebody when the agent stops", async () => {
  const reached = (level: "warn" | "stop") =>
    envelopeOf(budgetReached, {
      id: `b-${level}`,
      tenantId,
      key: tenantId,
      at,
      data: {
        period: "day",
        of: "2026-11-29",
        level,
        spentNanoUsd: 20_500_000_000,
        budgetNanoUsd: 20_000_000_000,
        at: at.toISOString(),
      },
    });
  const runner = runnerWith(opened.platform);
  const step = alerting("sla-tell-budget");
  for (const level of ["warn", "stop", "stop"] as const) await runner.run(step, reached(level), { repeatable: true });
  expect(await seen("pagerduty/alerts")).toMatchObject([{ dedup_key: "budget-day-2026-11-29-stop", triggers: 1 }]);
  expect(await seen<{ text: string }>("slack/messages")).toMatchObject([
    { text: "Budget: The budget of the day is nearly spent ($20.5 of $20) (Client 1)" },
    { text: "Budget: The budget of the day is spent ($20.5 of $20) (Client 1)" },
  ]);
});
