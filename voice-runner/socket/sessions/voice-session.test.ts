import { inRealTime } from "../../../tests/voice/real-time.ts";
import { openTestEndpoint, type TestClient } from "../endpoint.fixture.ts";
import { type ToneCall, toneCalls } from "./tone-call.fixture.ts";

inRealTime();

let endpoint: Awaited<ReturnType<typeof openTestEndpoint>>;
let tones: ReturnType<typeof toneCalls>;
afterEach(() => endpoint.close());

async function openEndpoint(options: { readonly hears?: boolean } = {}): Promise<void> {
  tones = toneCalls(options);
  endpoint = await openTestEndpoint({ openCall: tones.openCall });
}

async function startedCall(more: object = {}, sessionId = "visitor-1"): Promise<TestClient> {
  const client = endpoint.connect();
  await client.send({
    type: "start",
    version: 1,
    mode: "voice",
    token: await endpoint.visitorToken(sessionId),
    ...more,
  });
  await client.frame("started");
  return client;
}

function newest(): ToneCall {
  const call = tones.calls.at(-1);
  if (!call) throw new Error("There is no call.");
  return call;
}

const bytes = (client: TestClient) => client.sound.reduce((sum, { length }) => sum + length, 0);
/** 16 kHz, s16le. */
const ms = (client: TestClient) => bytes(client) / 32;

describe("a call over a socket", () => {
  it("greets, hears, answers what is typed, and ends", async () => {
    await openEndpoint();
    const client = await startedCall();
    expect(await client.frame("started")).toMatchObject({
      mode: "voice",
      conversation_id: "the-conversation",
      call_id: expect.any(String),
      audio: { sample_rate: 16_000, hears: true },
    });
    expect(await client.frame("said")).toMatchObject({ text: "Hello from the tone.", interrupted: false });
    expect(await client.frame("speech")).toEqual({ type: "speech", segment: 1 });
    expect(await client.frame("speech-end")).toEqual({ type: "speech-end", segment: 1, ms: 600 });
    expect(ms(client)).toBe(600);
    for (let sent = 0; sent < 10; sent += 1) await client.send(Buffer.alloc(1_280, 1));
    await client.until("the sound", () => newest().heardMs() === 400 || undefined);
    await client.send({ type: "message", text: "Hello" });
    expect(await client.frame("heard")).toMatchObject({ text: "Hello", final: true });
    expect(await client.frame("said", 1)).toMatchObject({ text: "You said: Hello" });
    await client.send({ type: "key", key: "7" });
    await client.send({ type: "end" });
    expect(await client.frame("ended")).toEqual({ type: "ended", reason: "client-ended" });
    expect(await client.closed()).toMatchObject({ code: 1000 });
    expect(newest().pressedKeys).toEqual(["7"]);
    expect(newest().endReasons).toEqual(["caller-left"]);
  });

  it("says that nothing recognises speech, so that the client lets people type", async () => {
    await openEndpoint({ hears: false });
    expect(await (await startedCall()).frame("started")).toMatchObject({ audio: { hears: false } });
  });

  it("takes sound at the client's own rate", async () => {
    await openEndpoint();
    const client = await startedCall({ sample_rate: 48_000 });
    for (let sent = 0; sent < 25; sent += 1) await client.send(Buffer.alloc(3_840, 1));
    // The resampler keeps a few milliseconds.
    await client.until("the sound", () => newest().heardMs() > 900 || undefined);
  });

  it("sends speech in real time, at most a second ahead", async () => {
    await openEndpoint();
    const client = await startedCall();
    await client.frame("speech-end");
    const before = ms(client);
    const askedAt = performance.now();
    await client.send({ type: "message", text: "Speak" });
    await client.frame("speech", 1);
    const sent = await client.until("the lead", () => (ms(client) - before >= 900 ? ms(client) - before : undefined));
    // A busy machine looks late: what may have been played by then does not count as ahead.
    expect(sent - (performance.now() - askedAt)).toBeLessThan(1_200);
    await client.frame("speech-end", 1);
    expect(ms(client) - before).toBe(2_000);
  });

  it("tells the client when the agent hangs up", async () => {
    await openEndpoint();
    const client = await startedCall();
    newest().hangUp();
    expect(await client.frame("ended")).toMatchObject({ reason: "agent-hung-up" });
    expect(await client.closed()).toMatchObject({ code: 1000 });
  });
});

describe("an interrupted answer", () => {
  const interrupt = async (client: TestClient) => {
    await client.frame("speech-end");
    await client.send({ type: "message", text: "A long answer, please" });
    await client.frame("speech", 1);
  };

  it("counts as heard as far as the client says it has played", async () => {
    await openEndpoint();
    const client = await startedCall({ reports_playout: true });
    await client.frame("speech-end");
    await client.send({ type: "played", segment: 1, ms: 600 });
    await client.until("the end of the greeting", () => newest().played[0]);
    await client.send({ type: "message", text: "A long answer, please" });
    await client.frame("speech", 1);
    await client.send({ type: "played", segment: 2, ms: 200 });
    await client.send({ type: "message", text: "Stop" });
    expect(await client.frame("clear")).toEqual({ type: "clear", segment: 2 });
    await client.send({ type: "played", segment: 2, ms: 240, final: true });
    await client.until("the end of the segment", () => newest().played[1]);
    expect(newest().played).toEqual([
      { playbackPosition: 0.6, interrupted: false },
      { playbackPosition: 0.24, interrupted: true },
    ]);
  });

  it("counts as heard by the clock where the client does not report", async () => {
    await openEndpoint();
    const client = await startedCall();
    await interrupt(client);
    await client.until("half a second", () => (ms(client) > 600 + 1_200 ? true : undefined));
    await client.send({ type: "message", text: "Stop" });
    const { playbackPosition, interrupted } = await client.until("the end", () => newest().played[1]);
    expect(interrupted).toBe(true);
    // At least 200 ms had to play before more than the lead of a second was sent.
    expect(playbackPosition).toBeGreaterThan(0.15);
    expect(playbackPosition).toBeLessThan(1.9);
  });

  it("sends nothing more of it, and goes on with the next", async () => {
    await openEndpoint();
    const client = await startedCall();
    await interrupt(client);
    await client.send({ type: "message", text: "Stop" });
    await client.frame("clear");
    const sentBefore = ms(client);
    expect(sentBefore).toBeLessThan(600 + 1_500);
    await client.frame("speech", 2);
    expect(client.frames.filter(({ type }) => type === "speech").map(({ segment }) => segment)).toEqual([1, 2, 3]);
  });

  it("is not credited with more than was sent, whatever a client claims", async () => {
    await openEndpoint();
    const client = await startedCall({ reports_playout: true });
    await client.frame("speech-end");
    await client.send({ type: "played", segment: 1, ms: 3_000_000 });
    await client.until("the end", () => newest().played[0]);
    expect(newest().played[0]).toEqual({ playbackPosition: 0.6, interrupted: false });
  });
});

describe("bad sound", () => {
  it.each([
    ["half a sample", 641],
    ["a frame too short", 100],
    ["a frame too long", 6_400],
    ["nothing", 0],
  ])("refuses %s and goes on", async (_, length) => {
    await openEndpoint();
    const client = await startedCall();
    await client.send(Buffer.alloc(length));
    expect(await client.problem()).toMatchObject({ status: 422, code: "audio-invalid", fatal: false });
    await client.send(Buffer.alloc(1_280));
    await client.until("the sound", () => newest().heardMs() === 40 || undefined);
  });

  it("drops what comes faster than it is spoken, and ends a call that is fed a file", async () => {
    await openEndpoint();
    const client = await startedCall();
    for (let sent = 0; sent < 2_000; sent += 1) await client.send(Buffer.alloc(1_280));
    expect(await client.problem()).toMatchObject({ status: 429, code: "audio-too-fast" });
    await client.closed();
    expect(newest().heardMs()).toBeLessThan(10_000);
  });
});

describe("places for calls", () => {
  it("are one for each session, and some for a tenant, refused with a clear problem", async () => {
    await openEndpoint();
    await startedCall({}, "one");
    const again = endpoint.connect();
    const call = { type: "start", version: 1, mode: "voice" };
    await again.send({ ...call, token: await endpoint.visitorToken("one") });
    expect(await again.problem()).toMatchObject({ status: 409, code: "session-busy", fatal: true });
    const second = await startedCall({}, "two");
    const third = endpoint.connect();
    await third.send({ ...call, token: await endpoint.visitorToken("three") });
    expect(await third.problem()).toMatchObject({ status: 429, code: "tenant-full", fatal: true });
    expect((await third.closed()).code).toBe(1013);
    await second.send({ type: "end" });
    await second.closed();
    await startedCall({}, "three");
  });

  it("pass to a client that lost its connection and calls again", async () => {
    await openEndpoint();
    const lost = await startedCall();
    const { call_id: callId } = await lost.frame("started");
    const again = await startedCall({ replaces: callId });
    expect((await again.frame("started")).call_id).not.toBe(callId);
    expect((await lost.closed()).code).toBe(1006);
    expect(tones.calls[0]?.endReasons).toEqual(["caller-left"]);
  });

  it("do not pass to another session that knows a call's id", async () => {
    await openEndpoint();
    const one = await startedCall({}, "one");
    const { call_id: callId } = await one.frame("started");
    await startedCall({ replaces: callId }, "two");
    expect(one.socket.readyState).toBe(one.socket.OPEN);
  });
});

describe("an end from outside", () => {
  it("lets the agent finish its sentence while the process drains", async () => {
    await openEndpoint();
    const client = await startedCall();
    await client.frame("speech");
    const drained = endpoint.endpoint.drain(5_000);
    expect(await client.frame("ended")).toMatchObject({ reason: "shutdown" });
    expect(ms(client)).toBe(600);
    expect((await client.closed()).code).toBe(1001);
    await drained;
    expect(newest().endReasons).toEqual(["shutdown"]);
  });

  it("ends the call of a client that is gone", async () => {
    await openEndpoint();
    const client = await startedCall();
    const call = newest();
    client.socket.terminate();
    await client.until("the end", () => call.endReasons[0]);
    expect(call.endReasons).toEqual(["caller-left"]);
  });
});
