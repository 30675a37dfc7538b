import { customer, opened, openStage, type Stage, sessionEnded, started } from "../calls.fixture.ts";

const missedCall = '  voice: { missed_call: { message: "{client_name} missed your call." } }\n';

let stage: Stage;
afterEach(() => stage.close());

/** A caller who leaves before the agent speaks, or after. */
async function called(how: { readonly config: string; readonly greeted?: boolean; readonly from?: string | null }) {
  stage = openStage(how.config);
  const { greeted = false, from = customer } = how;
  await stage.report({ ...opened, customerAddress: from } as typeof opened, { at: 0 });
  await stage.report({ type: "caller-joined", identity: "sip_1" }, { at: 1 });
  await stage.report(started, { at: 2 });
  if (greeted) await stage.report({ type: "greeted", afterMs: 400 }, { at: 3 });
  await stage.report(sessionEnded, { at: 4 });
  await stage.report({ type: "room-finished" }, { at: 5, room: "room-1" });
  const ends = stage.published.filter(({ type }) => type === "call-ended");
  // The bus delivers at least once.
  for (const end of [...ends, ...ends]) await stage.run(end);
  return stage.published.filter(({ type }) => type === "message-requested").map(({ data }) => data);
}

test("whoever left before the agent spoke gets one message, where the tenant wants that", async () => {
  expect(await called({ config: missedCall })).toMatchObject([
    {
      origin: { kind: "missed-call", id: "c1" },
      purpose: "service",
      template: null,
      recipient: { channel: "sms", address: customer },
      content: { text: expect.stringMatching(/ missed your call\.$/) },
    },
  ]);
});

test("a tenant who says nothing of missed calls writes to nobody", async () => {
  expect(await called({ config: "" })).toEqual([]);
});

test("whoever heard the agent has not been missed", async () => {
  expect(await called({ config: missedCall, greeted: true })).toEqual([]);
});

test("a withheld number gets no message", async () => {
  expect(await called({ config: missedCall, from: null })).toEqual([]);
});

test("whoever heard only the fall-back of an unreachable LiveKit gets one message, and one record", async () => {
  stage = openStage(missedCall);
  const failed = { type: "dial-failed", outcome: "failed", code: "livekit-unavailable" } as const;
  await stage.report({ ...opened, customerAddress: customer, room: "" } as typeof opened, { at: 0 });
  await stage.report(failed, { at: 1 });
  await stage.report(failed, { at: 2 });
  const ends = stage.published.filter(({ type }) => type === "call-ended");
  expect(ends.map(({ data }) => data)).toMatchObject([
    { outcome: "failed", reason: "livekit-unavailable", attempts: 0 },
  ]);
  for (const end of [...ends, ...ends]) await stage.run(end);
  const sent = stage.published.filter(({ type }) => type === "message-requested").map(({ data }) => data);
  expect(sent).toMatchObject([{ recipient: { channel: "sms", address: customer } }]);
});
