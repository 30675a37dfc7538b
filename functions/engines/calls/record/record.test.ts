import { customerIdOf } from "../../../../shared/customers/identity.ts";
import type { CallReport } from "../../../../shared/events/calls.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { customer, opened, openStage, type Stage, sessionEnded, started, tenantId } from "../calls.fixture.ts";

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.close());

type Told = readonly [report: CallReport, at: number];
/** A whole call by telephone: 62 s from the caller's arrival to the room's end. */
const whole: readonly Told[] = [
  [opened, 0],
  [{ type: "caller-joined", identity: "sip-1" }, 0],
  [{ type: "agent-joined", identity: "agent-1" }, 1],
  [started, 1],
  [{ type: "greeted", afterMs: 800 }, 2],
  [{ type: "mode-changed", mode: "realtime", reason: "asked" }, 20],
  [{ type: "mode-changed", mode: "pipeline", reason: "close-1005" }, 30],
  [{ type: "caller-left", identity: "sip-1", reason: "1" }, 60],
  [sessionEnded, 60],
  [{ type: "recorded", blob: "calls/c1/audio.ogg", durationMs: 60_000 }, 61],
  [{ type: "agent-left", identity: "agent-1" }, 61],
  [{ type: "room-finished" }, 62],
];

async function tell(reports: readonly Told[]): Promise<void> {
  for (const [report, at] of reports) await stage.report(report, { at, room: "room-1" });
}

/** What every order of the reports must come to. */
async function outcome() {
  const { participants, createdAt: _created, updatedAt: _updated, look: _look, ...call } = await stage.call();
  return { ...call, participants: [...participants].sort((a, b) => a.identity.localeCompare(b.identity)) };
}

test("a call's record says who, when, how and for how much, and its end is published once", async () => {
  await tell(whole);
  expect(await stage.call()).toMatchObject({
    direction: "inbound",
    status: "ended",
    outcome: "completed",
    customerAddress: customer,
    mode: "pipeline",
    customerId: customerIdOf(testIds(tenantId), "voice", customer),
    conversationId: "cnv1",
    configVersion: 3,
    greetedAfterMs: 800,
    recording: { blob: "calls/c1/audio.ogg" },
    endedAt: stage.at(62),
    cost: { stt: "0.0077", transport: "0", telephony: null, total: null, unpriced: ["telephony: sip/inbound"] },
  });
  const end = { callId: "c1", direction: "inbound", conversationId: "cnv1", outcome: "completed", durationMs: 62_000 };
  expect(stage.ends()).toEqual([{ ...end, reference: null, reason: null, attempts: 0 }]);
});

test.each([1, 5, 7, 11])("reports twice and in another order come to the same record (stride %p)", async (stride) => {
  await tell(whole);
  const expected = await outcome();
  await stage.close();
  stage = openStage();
  // Every report once, in steps through the list; the end comes last, as LiveKit's leaving timeout makes it.
  const order = whole.map((_, index) => (index * stride + 1) % whole.length);
  const shuffled = order.flatMap((index) => whole.slice(index, index + 1));
  await tell([...shuffled.filter(([{ type }]) => type !== "room-finished"), ...shuffled, ...whole]);
  expect(await outcome()).toEqual(expected);
  expect(stage.ends()).toHaveLength(1);
});

test("a report that LiveKit delivers twice changes nothing", async () => {
  await stage.report(opened, { id: "EV_1" });
  const before = await stage.call();
  await stage.report(opened, { id: "EV_1" });
  expect(await stage.call()).toEqual(before);
});

test("usage that is reported after the end still becomes its cost", async () => {
  await tell([...whole.filter(([{ type }]) => type !== "session-ended"), [sessionEnded, 60]]);
  expect((await stage.call()).cost).toMatchObject({ stt: "0.0077" });
  expect(stage.ends()).toHaveLength(1);
});

test("the caller who leaves before the agent's first word has abandoned the call", async () => {
  await tell(whole.filter(([{ type }]) => ["opened", "caller-joined", "caller-left", "room-finished"].includes(type)));
  expect(stage.ends()).toMatchObject([{ outcome: "abandoned" }]);
});

test.each([
  ["transferred", "transferred"],
  ["speech-failed", "failed"],
])("a session that ended as %s makes the outcome %s", async (reason, outcome) => {
  await tell([
    [opened, 0],
    [started, 1],
    [{ type: "session-ended", reason, usage: [] }, 9],
    [{ type: "room-finished" }, 9],
  ]);
  expect(stage.ends()).toMatchObject([{ outcome }]);
});

test("a call whose end nobody reports is ended when its room is gone", async () => {
  await tell(whole.slice(0, 9));
  await stage.advance(70);
  expect(await stage.call()).toMatchObject({ status: "ended", outcome: "completed", reason: "end-not-reported" });
});

test("a recording is deleted when the tenant's time is over, and the record forgets it", async () => {
  await stage.close();
  stage = openStage("  voice: { recording: { enabled: true, retention_days: 2 } }\n");
  await stage.platform.blobs.put(tenantId, "calls/c1/audio.ogg", new Uint8Array([1]), { contentType: "audio/ogg" });
  await tell(whole);
  await stage.advance(2 * 86_400 + 1);
  expect((await stage.call()).recording).toBeNull();
  expect(await stage.platform.blobs.get(tenantId, "calls/c1/audio.ogg")).toBeUndefined();
});

test("a call can be ended for everybody in it", async () => {
  await tell(whole.slice(0, 5));
  await stage.end();
  expect(stage.rooms.closed).toEqual(["room-1"]);
  expect(await stage.call()).toMatchObject({ status: "ended", endedBy: "asha", reason: "ended-by-operator" });
  await stage.end();
  expect(stage.ends()).toHaveLength(1);
});
