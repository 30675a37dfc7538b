import { opened, openStage, type Stage, sessionEnded, started } from "../calls.fixture.ts";
import { mostRedispatches } from "./watch.ts";

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.close());

const waiting = { agents: 0, callers: 1, startingAgents: 0 };
const served = { agents: 1, callers: 1, startingAgents: 0 };

async function callWaits(): Promise<void> {
  stage.rooms.present.set("room-1", waiting);
  await stage.report(opened);
  await stage.report({ type: "caller-joined", identity: "sip-1" });
}

/** An agent has the call for 20 seconds. Then LiveKit shows none, and nobody has reported why. */
async function agentDisappears(): Promise<void> {
  await callWaits();
  stage.rooms.present.set("room-1", served);
  await stage.report({ type: "agent-joined", identity: "agent-1" }, { at: 1 });
  await stage.report(started, { at: 1 });
  await stage.advance(20);
  stage.rooms.present.set("room-1", waiting);
}

test("a call that an agent joined in time is left alone", async () => {
  await callWaits();
  stage.rooms.present.set("room-1", served);
  await stage.advance(10);
  expect(stage.rooms.dispatched).toEqual([]);
});

test("a dispatch that no agent took is made again after 3 s", async () => {
  await callWaits();
  await stage.advance(2.9);
  expect(stage.rooms.dispatched).toEqual([]);
  await stage.advance(0.2);
  expect(stage.rooms.dispatched).toEqual(["room-1"]);
  stage.rooms.present.set("room-1", served);
  await stage.advance(30);
  expect(stage.rooms.dispatched).toHaveLength(1);
});

test("an agent that took the call and starts slowly gets no rival", async () => {
  await callWaits();
  stage.rooms.present.set("room-1", { ...waiting, startingAgents: 1 });
  await stage.advance(3);
  stage.rooms.present.set("room-1", served);
  await stage.advance(30);
  expect(stage.rooms.dispatched).toEqual([]);
});

test("after a few dispatches the call is ended and recorded as failed", async () => {
  await callWaits();
  await stage.advance(60);
  expect(stage.rooms.dispatched).toHaveLength(mostRedispatches);
  expect(stage.rooms.closed).toEqual(["room-1"]);
  expect(await stage.call()).toMatchObject({ status: "ended", outcome: "failed", reason: "no-agent", redispatches: 3 });
  expect(stage.ends()).toMatchObject([{ outcome: "failed" }]);
});

test("a lost agent is replaced at once while its caller waits", async () => {
  await agentDisappears();
  await stage.report({ type: "agent-left", identity: "agent-1" }, { at: 20 });
  await stage.advance(0);
  expect(stage.rooms.dispatched).toEqual(["room-1"]);
  expect(await stage.call()).toMatchObject({ status: "open", redispatches: 1 });
});

test("an agent that its worker and later LiveKit tell to be gone is replaced once", async () => {
  await agentDisappears();
  await stage.report({ type: "agent-lost", identity: "agent-1" }, { at: 20 });
  await stage.advance(0);
  await stage.report({ type: "agent-left", identity: "agent-1" }, { at: 21 });
  await stage.advance(0);
  expect(stage.rooms.dispatched).toEqual(["room-1"]);
});

test.each(["caller-left", "agent-hung-up"])(
  "an agent whose session ended because %s is not replaced",
  async (reason) => {
    await callWaits();
    await stage.report(started, { at: 1 });
    await stage.report({ ...sessionEnded, reason } as typeof sessionEnded, { at: 20 });
    await stage.report({ type: "agent-left", identity: "agent-1" }, { at: 20 });
    await stage.advance(10);
    expect(stage.rooms.dispatched).toEqual([]);
  },
);

test("nothing is done when the room is finished", async () => {
  await callWaits();
  stage.rooms.present.delete("room-1");
  await stage.report({ type: "room-finished" }, { at: 1 });
  await stage.advance(3_600);
  expect(stage.rooms.dispatched).toEqual([]);
  expect(stage.ends()).toHaveLength(1);
});

test("where the tenant wants it, a customer whose agent was lost is called back", async () => {
  await stage.close();
  stage = openStage("  voice: { on_lost_agent: call_back }\n");
  await callWaits();
  await stage.report({ type: "agent-joined", identity: "agent-1" }, { at: 1 });
  await stage.report({ type: "agent-left", identity: "agent-1" }, { at: 20 });
  await stage.advance(1);
  expect(stage.rooms.dispatched).toEqual([]);
  expect(stage.published).toMatchObject([
    { type: "call-ended", data: { outcome: "failed" } },
    { type: "call-requested", data: { customerAddress: "+919812345678", atTheirTime: true } },
  ]);
});

test("a dispatch whose answer was lost in a crash is found again, and no second agent comes", async () => {
  await callWaits();
  stage.rooms.crash = new TypeError("fetch failed");
  await expect(stage.advance(3)).rejects.toThrow("fetch failed");
  await stage.retry();
  expect(stage.rooms.dispatched).toHaveLength(1);
  expect(await stage.call()).toMatchObject({ redispatches: 1 });
});
