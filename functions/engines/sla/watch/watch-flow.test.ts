import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { slaActivated, slaProbeDue } from "../../../../shared/events/index.ts";
import type { Models } from "../../../../shared/models/model.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { minuteOf, timeOf } from "../../../../shared/sla/minute-intervals.ts";
import { dayOf, readDay } from "../../../../shared/sla/minute-record.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { slaOf } from "../current-sla.ts";
import { incidents } from "../incidents/incident.ts";
import { recordIncident } from "../incidents/record-incident.ts";
import { readMonth } from "../reports/read-month.ts";
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
  opened = openTestPlatform();
  [answersWith, toldDate, clock] = [200, undefined, timeOf(start)];
});
afterEach(() => opened.close());
afterAll(() => new Promise((done) => server.close(done)));

const answering: Models = {
  async generate() {
    const parts = [{ type: "text" as const, text: "ok" }];
    return { model: "m", served: "m", parts, finish: "stop", inputTokens: 1, outputTokens: 1 };
  },
};
const configs = {
  pointers: async () => ({ byName: { main: { version: 1 } } }) as never,
  parsed: async () => config,
};

/** Starts to watch, and returns what runs the probe of a minute. */
async function watching() {
  const { documents, bus } = opened.platform;
  const runner = runnerWith(opened.platform, {}, () => clock);
  bus.subscribe(runner.subscription(recordIncident));
  await bus.start();
  const { port } = server.address() as AddressInfo;
  const step = probeStep({
    ...{ documents, configs, fetch, models: answering, publicUrl: `http://127.0.0.1:${port}` },
    traffic: async () => counted,
    livekitUrl: async () => undefined,
    now: () => clock,
  });
  const data = { configName: "main", configVersion: 1 };
  const started = envelopeOf(slaActivated, { id: "round-1", tenantId, key: watchId, at: clock, data });
  await runner.run(startWatchStep({ configs }), started);
  return async (minute: number, round = "round-1", id = `probe-${minute}`) => {
    clock = timeOf(start + minute);
    const due = { round, minute: start + minute };
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
      ...{ channels: ["web_chat"], alerts: ["outage"], openedBy: null, title: "No answers on web chat" },
      ...{ openedAt: timeOf(start + 3).toISOString(), closedAt: timeOf(start + 5).toISOString() },
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
