import { withOptOut } from "../../../../shared/customers/customer.ts";
import { readOwner, writeCustomer } from "../../../../shared/customers/store.ts";
import { callRequested } from "../../../../shared/events/calls.ts";
import { sandboxTenantOf } from "../../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { customer, openStage, ownNumber, type Stage, start, started, tenantId } from "../calls.fixture.ts";
import { dialFailure } from "../livekit/dial-outcome.ts";
import { findCallOfRoom } from "../record/call-room.ts";

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.close());

async function restage(more: string): Promise<void> {
  await stage.close();
  stage = openStage(more);
}

const owner = () => readOwner(stage.platform.documents, { tenantId, kind: "phone", value: customer, now: start });

test("somebody is dialled once an agent waits for them, and the call is open when they answer", async () => {
  await stage.request();
  expect(await stage.call()).toMatchObject({ status: "planned", accountAddress: ownNumber, purpose: "service" });
  await stage.advance(1);
  const call = await stage.call();
  expect(call).toMatchObject({ status: "open", room: "call-c1-1", attempts: [{ outcome: null }] });
  expect([stage.rooms.dispatched, stage.rooms.dialled]).toEqual([["call-c1-1"], [customer]]);
  expect(await findCallOfRoom(stage.platform.documents, "call-c1-1")).toEqual({ tenantId, callId: "c1" });
  await stage.report(started, { at: 1 });
  await stage.report({ type: "greeted", afterMs: 500 }, { at: 2 });
  await stage.report({ type: "room-finished" }, { at: 40, room: "call-c1-1" });
  expect(stage.ends()).toMatchObject([{ direction: "outbound", outcome: "completed", reference: { id: "r1" } }]);
  expect((await owner()).state.contacts).toMatchObject([{ channel: "voice", purpose: "service" }]);
});

test("a repeated wish dials nobody twice", async () => {
  await stage.request();
  await stage.request();
  await stage.advance(60);
  expect(stage.rooms.dialled).toHaveLength(1);
});

test("busy is tried again in 5 minutes, no answer in an hour and then two, and the third attempt is the last", async () => {
  stage.rooms.answers.push(dialFailure(486, ""), dialFailure(480, ""), dialFailure(408, ""));
  await stage.request();
  await stage.advance(1);
  expect(await stage.call()).toMatchObject({ status: "planned", dueAt: stage.at(300), reason: "busy" });
  expect(stage.rooms.closed).toEqual(["call-c1-1"]);
  await stage.advance(300);
  expect(await stage.call()).toMatchObject({ status: "planned", dueAt: stage.at(300 + 7_200) });
  await stage.advance(7_200);
  expect(await stage.call()).toMatchObject({
    status: "ended",
    outcome: "no-answer",
    reason: "sip-408",
    attempts: [
      { outcome: "busy", code: "sip-486" },
      { outcome: "no-answer", code: "sip-480" },
      { outcome: "no-answer", code: "sip-408" },
    ],
  });
  expect(stage.ends()).toMatchObject([{ outcome: "no-answer" }]);
});

test("whoever declines has answered", async () => {
  stage.rooms.answers.push(dialFailure(603, ""));
  await stage.request();
  await stage.advance(86_400);
  expect(stage.rooms.dialled).toHaveLength(1);
  expect(stage.ends()).toMatchObject([{ outcome: "declined" }]);
});

test("a machine is called again the next day, and the end of the first attempt's room ends nothing later", async () => {
  await stage.request();
  await stage.advance(1);
  await stage.report({ type: "answered-by", who: "voicemail" }, { at: 5 });
  await stage.report({ type: "room-finished" }, { at: 9, room: "call-c1-1" });
  expect(await stage.call()).toMatchObject({ status: "planned", dueAt: stage.at(1 + 86_400), reason: "voicemail" });
  await stage.advance(86_400);
  expect(await stage.call()).toMatchObject({ status: "open", room: "call-c1-2" });
  await stage.report({ type: "room-finished" }, { at: 10, room: "call-c1-1" });
  expect(await stage.call()).toMatchObject({ status: "open" });
});

test("nobody is called outside the hours of calls, except at a time that they chose", async () => {
  const eveningInIndia = "2026-11-29T15:40:00.000Z";
  await stage.request({ notBefore: eveningInIndia });
  await stage.advance(10 * 3_600);
  expect(await stage.call()).toMatchObject({ reason: "calling-hours", dueAt: "2026-11-30T03:30:00.000Z" });
  expect(stage.rooms.dialled).toEqual([]);
  await stage.advance(24 * 3_600);
  expect(stage.rooms.dialled).toHaveLength(1);
  await restage("");
  await stage.request({ notBefore: eveningInIndia, atTheirTime: true, reference: { kind: "callback", id: "f1" } });
  await stage.advance(10 * 3_600);
  expect(stage.rooms.dialled).toHaveLength(1);
});

test("whoever opted out of calls is not called", async () => {
  const known = await owner();
  await stage.platform.documents.commit(tenantId, [
    ...writeCustomer(known, withOptOut(known.state, "voice", stage.at(0))),
  ]);
  await stage.request();
  await stage.advance(60);
  expect(stage.rooms.dialled).toEqual([]);
  expect(await stage.call()).toMatchObject({ outcome: "refused", reason: "opted-out" });
});

test("marketing needs a consent", async () => {
  await stage.request({ reference: { kind: "campaign", id: "k1" } });
  await stage.advance(60);
  expect(await stage.call()).toMatchObject({ purpose: "marketing", outcome: "refused", reason: "no-consent" });
});

test("without a trunk the call fails and says so", async () => {
  stage.rooms.trunk = undefined;
  await stage.request();
  await stage.advance(60);
  expect(await stage.call()).toMatchObject({ outcome: "failed", reason: "no-outbound-trunk" });
  expect(stage.rooms.dispatched).toEqual([]);
});

test("a planned call can be called off", async () => {
  await stage.request({ notBefore: stage.at(3_600) });
  await stage.end();
  await stage.advance(7_200);
  expect(stage.rooms.dialled).toEqual([]);
  expect(stage.ends()).toMatchObject([{ outcome: "refused" }]);
});

test.each([
  [486, "busy"],
  [600, "busy"],
  [480, "no-answer"],
  [408, "no-answer"],
  [487, "no-answer"],
  [603, "declined"],
  [607, "declined"],
  [404, "failed"],
  [503, "failed"],
])("SIP %p means %s", (code, outcome) => {
  expect(dialFailure(code, "x")).toEqual({ answered: false, outcome, code: `sip-${code}` });
});

test("a demo dials nobody", async () => {
  const reference = { kind: "requested", id: "r1" };
  const asked = { callId: "c1", reference, customerAddress: customer, customerName: null, configName: null };
  await stage.run({
    id: "e1",
    tenantId: sandboxTenantOf("abc123"),
    type: callRequested.type,
    key: "c1",
    causationId: null,
    occurredAt: start.toISOString(),
    data: { ...asked, briefing: "", notBefore: null },
  });
  await stage.advance(1);
  expect([stage.rooms.dispatched, stage.rooms.dialled]).toEqual([[], []]);
});
