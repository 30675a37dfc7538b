import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import {
  measurementTaken,
  monitorSilent,
  slaActivated,
  slaMonitorCheckDue,
  slaProbeDue,
} from "../../../../shared/events/index.ts";
import type { Models } from "../../../../shared/models/model.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayOf, readDay } from "../../../../shared/sla/minute-record.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { slaOf } from "../current-sla.ts";
import { incidents } from "../incidents/incident.ts";
import { recordIncident } from "../incidents/record-incident.ts";
import { makeReportStep } from "../reports/make-report.ts";
import { readMonth } from "../reports/read-month.ts";
import { slaReports } from "../reports/report.ts";
import { checkMonitor } from "./check-monitor.ts";
import { probeStep } from "./probe-step.ts";
import { startWatchStep } from "./start-watch.ts";
import { slaDayId, slaDays, slaWatches, watchId } from "./watch.ts";

const config = minimalConfig(`  sla:
    family: bad_minutes
    channels: [web_chat]
`);
const start = minuteOf(new Date("2026-11-10T10:00:00.000Z"));

let opened: ReturnType<typeof openTestPlatform>;
let server: Server;
let answersWith = 200;
let toldDate: string | undefined;
let clock = timeOf(start);
let counted = { web_chat: { "2026-11-10": [0, 0] as [number, number] } };

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.sendDate = false;
    response.writeHead(answersWith, { Date: toldDate ?? clock.toUTCString() }).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
beforeEach(() => {
  [answersWith, toldDate, clock] = [200, undefined, timeOf(start)];
  opened = openTestPlatform(() => clock);
  [asked, modelIsDown, heard] = [0, false, []];
  counted = { web_chat: { "2026-11-10": [0, 0] } };
});
afterEach(() => opened.close());
afterAll(() => new Promise((done) => server.close(done)));

interface Heard {
  readonly type: string;
  readonly data: Record<string, unknown>;
}
let heard: Heard[] = [];
let asked = 0;
let modelIsDown = false;
const answering: Models = {
  async generate() {
    asked += 1;
    if (modelIsDown) throw new Error("The model is down.");
    const parts = [{ type: "text" as const, text: "ok" }];
    return { model: "m", served: "m", parts, finish: "stop", inputTokens: 1, outputTokens: 1 };
  },
};
const configsOf = (of: typeof config) => ({
  pointers: async () => ({ byName: { main: { version: 1 } } }) as never,
  parsed: async () => of,
});

let checkAt: (minute: number) => Promise<void>;
const told = (type: { readonly type: string }) =>
  heard.filter((each) => each.type === type.type).map(({ data }) => data);

/** Starts to watch, and returns what runs the probe of a minute, counted from `from`. */
async function watching({ from = start, of = config } = {}) {
  const { documents, bus } = opened.platform;
  const runner = runnerWith(opened.platform, {}, () => clock);
  bus.subscribe(runner.subscription(recordIncident));
  const { port } = server.address() as AddressInfo;
  clock = timeOf(from);
  const configs = configsOf(of);
  bus.subscribe(runner.subscription(makeReportStep({ documents, configs })));
  for (const { type } of [measurementTaken, monitorSilent])
    bus.subscribe({
      name: `heard-${type}`,
      topic: type,
      retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 1 },
      async handle({ envelope: { data } }) {
        heard.push({ type, data: data as Heard["data"] });
        return { type: "done" };
      },
    });
  await bus.start();
  const step = probeStep({
    documents,
    configs,
    fetch,
    models: answering,
    publicUrl: `http://127.0.0.1:${port}`,
    traffic: async () => counted,
    livekitUrl: async () => undefined,
    now: () => clock,
  });
  const data = { configName: "main", configVersion: 1 };
  const started = envelopeOf(slaActivated, { id: "round-1", tenantId, key: watchId, at: clock, data });
  await runner.run(startWatchStep({ configs }), started);
  checkAt = async (minute: number) => {
    clock = timeOf(from + minute);
    const of = { id: `check-${minute}`, tenantId, key: tenantId, at: clock, data: {} };
    await runner.run(checkMonitor, envelopeOf(slaMonitorCheckDue, of));
  };
  return async (minute: number, round = "round-1", id = `probe-${minute}`) => {
    clock = timeOf(from + minute);
    const due = { round, minute: from + minute };
    const event = envelopeOf(slaProbeDue, { id, tenantId, key: watchId, at: clock, data: due });
    await runner.run(step, event, { repeatable: true });
  };
}

const watch = async () => (await opened.platform.documents.get(tenantId, slaWatches.collection, watchId))?.data.state;
const day = async () => {
  const stored = await opened.platform.documents.get(tenantId, slaDays, slaDayId("web_chat", "2026-11-10"));
  const first = start - dayOf(start).first;
  return stored ? readDay(stored.data).slice(first, first + 20) : [];
};
const states = async () => (await day()).map(({ state }) => state);
const found = async () =>
  (await opened.platform.documents.query(tenantId, incidents.collection, { limit: 10 })).items.map(
    ({ data }) => data.state,
  );

it("records each minute once, opens one incident in the second minute of an outage, and closes it", async () => {
  const probe = await watching();
  for (let minute = 0; minute < 16; minute += 1) {
    answersWith = minute >= 2 && minute < 5 ? 503 : 200;
    await probe(minute);
    // The bus may deliver it again.
    await probe(minute);
    if (minute === 3) await until("an incident is open", async () => (await found())[0]?.status === "open");
  }
  await until("it is closed", async () => (await found())[0]?.status === "closed");
  expect(await found()).toMatchObject([
    {
      channels: ["web_chat"],
      alerts: ["outage"],
      openedBy: null,
      title: "No answers on web chat",
      openedAt: timeOf(start + 3).toISOString(),
      closedAt: timeOf(start + 5).toISOString(),
    },
  ]);
  expect((await states()).join(" ")).toBe(`${"up up down down down"} ${"up ".repeat(11)}none none none none`);
  const current = config.sla && slaOf(config, config.sla);
  if (!current) throw new Error("The configuration has no SLA.");
  const month = await readMonth(opened.platform.documents, tenantId, {
    current,
    month: "2026-11",
    now: timeOf(start + 16),
  });
  expect(month.channels).toMatchObject([
    { countedMinutes: 16, downMinutes: 3, down: [{ from: start + 2, to: start + 5 }] },
  ]);
});

it("leaves minutes without a record when it did not run, or when the clocks disagree", async () => {
  const probe = await watching();
  await probe(0);
  await probe(5);
  toldDate = timeOf(start + 300).toUTCString();
  await probe(6);
  expect((await watch())?.clockOffMs).toBeGreaterThan(60_000);
  toldDate = undefined;
  await probe(7);
  expect((await watch())?.clockOffMs).toBeNull();
  expect((await states()).slice(0, 8)).toEqual(["up", "none", "none", "none", "none", "up", "none", "up"]);
});

it("counts the turns since the last minute, and ignores another chain's probe", async () => {
  const probe = await watching();
  await probe(0);
  counted = { web_chat: { "2026-11-10": [12, 1] } };
  await probe(1);
  await probe(2, "another", "stray");
  expect((await day())[1]).toEqual({ state: "up", requests: 12, errors: 1 });
  expect((await watch())?.minute).toBe(start + 1);
});

it("tells the rollups each minute once: quiet ones together, an outage at once, and the compliance once an hour", async () => {
  const probe = await watching();
  for (let minute = 0; minute < 64; minute += 1) {
    answersWith = minute === 20 || minute === 21 ? 503 : 200;
    await probe(minute);
    await probe(minute, "round-1", `again-${minute}`);
  }
  await until("all of it is told", async () => told(measurementTaken).length === 6);
  const measured = told(measurementTaken) as { source: string; add: Record<string, object>; gauges?: object }[];
  expect(new Set(measured.map(({ source }) => source)).size).toBe(measured.length);
  const sum = (of: string) =>
    measured.reduce((all, { add }) => all + ((add[of] as { web_chat?: number }).web_chat ?? 0), 0);
  // The last three minutes are not told yet.
  expect([sum("uptimeSeconds"), sum("downtimeSeconds")]).toEqual([(61 - 2) * 60, 2 * 60]);
  expect(measured.flatMap(({ gauges }) => (gauges ? [gauges] : []))).toEqual([{ sla_compliance_percentage: 96.6667 }]);
});

it("asks the model of a silent client each quarter of an hour, and each minute while it does not answer", async () => {
  const probe = await watching();
  for (let minute = 0; minute < 30; minute += 1) await probe(minute);
  expect(asked).toBe(2);
  modelIsDown = true;
  for (let minute = 30; minute < 34; minute += 1) await probe(minute);
  // Two tries in each minute.
  expect([asked, (await states()).length]).toEqual([2 + 4 * 2, 20]);
  expect((await watch())?.deep).toMatchObject({ state: "down", minute: start + 33 });
  modelIsDown = false;
  // Real turns that succeed take the place of the question.
  for (let minute = 34; minute < 60; minute += 1) {
    counted = { web_chat: { "2026-11-10": [minute, 0] } };
    await probe(minute);
  }
  expect(asked).toBe(10);
  counted = { web_chat: { "2026-11-10": [60, 1] } };
  await probe(60);
  expect(asked).toBe(11);
});

it("notices that the probes have stopped, tells it once, begins them again, and says when they go on", async () => {
  const probe = await watching();
  await checkAt(4);
  await probe(5);
  for (const minute of [6, 9, 10, 11, 14, 15, 16]) await checkAt(minute);
  await until("it is told", async () => told(monitorSilent).length === 1);
  expect(told(monitorSilent)).toEqual([
    { since: timeOf(start + 5).toISOString(), at: timeOf(start + 10).toISOString(), isOver: false },
  ]);
  expect((await watch())?.silent).toEqual({ since: start + 5, again: start + 15 });
  await probe(17);
  await until("it is over", async () => told(monitorSilent).length === 2);
  expect(told(monitorSilent)[1]).toMatchObject({ since: timeOf(start + 5).toISOString(), isOver: true });
  expect((await watch())?.silent).toBeUndefined();
});

it.each([
  ["the clocks went back in it", "Europe/London", "2026-10-31T23:58:00.000Z", 44_700, "2026-10"],
  ["the clocks went forward in it", "Europe/London", "2026-03-31T22:58:00.000Z", 44_580, "2026-03"],
  ["far from UTC", "Asia/Kolkata", "2026-10-31T18:28:00.000Z", 44_640, "2026-10"],
])("makes a month's report by itself at its end: %s", async (_, timezone, at, minutes, month) => {
  const of = { ...config, timezone };
  const probe = await watching({ from: minuteOf(new Date(at)), of });
  const report = async () => (await opened.platform.documents.get(tenantId, slaReports.collection, month))?.data.state;
  await probe(0);
  await probe(1);
  expect(await report()).toBeUndefined();
  await probe(2);
  await probe(2, "round-1", "again");
  await until("the report stands", async () => (await report()) !== undefined);
  expect(await report()).toMatchObject({ month, zone: timezone, monthMinutes: minutes, isOver: true, revision: 1 });
});

it("makes the reports of all months that a monitor slept through", async () => {
  const probe = await watching({ from: minuteOf(new Date("2026-08-31T10:00:00.000Z")) });
  await probe(0);
  await probe(minuteOf(new Date("2026-11-01T00:00:00.000Z")) - minuteOf(new Date("2026-08-31T10:00:00.000Z")));
  const months = async () =>
    (await opened.platform.documents.query(tenantId, slaReports.collection, { limit: 10 })).items.map(({ id }) => id);
  await until("three reports stand", async () => (await months()).length === 3);
  expect((await months()).toSorted()).toEqual(["2026-08", "2026-09", "2026-10"]);
});
