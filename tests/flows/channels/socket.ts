import { randomUUID } from "node:crypto";
import { type Frame, testClient } from "../../../voice-runner/socket/endpoint.fixture.ts";
import { until } from "../../contracts/open-platform.ts";
import { type ClinicSettings, openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";
import { openVisitor } from "../stage/widget-visitor.ts";

const client = "client_123";

/** Chats and calls over the product's WebSocket, as the widget and other clients use it. */
export function socketFlows(world: Flow): void {
  const connect = () => testClient(`${world.product.url.replace("http", "ws")}/v1/socket`);
  const start = (mode: "chat" | "voice", more: object) => ({ type: "start", version: 1, mode, ...more });

  it("answers a chat in the conversation that the API and the widget continue", async () => {
    const [word, session] = [newWord(), `session-${randomUUID()}`];
    await world.outside.script(word, { text: "We open at 7 AM." }, { text: "Until 9 PM." });
    const one = connect();
    await one.send(start("chat", { token: await world.product.token(client), session_id: session }));
    const { conversation_id: conversationId } = await one.frame("started");
    await one.send({ type: "message", text: `When, ${word}?` });
    expect(await one.frame("message")).toMatchObject({ message: { text: "We open at 7 AM." }, status: "active" });
    await one.send({ type: "end" });
    await one.closed();
    const reply = await world.product.chat({ client, session, message: `And ${word} until?` });
    expect(reply).toMatchObject({ conversation_id: conversationId, reply: "Until 9 PM." });
  });

  it("answers a repeated message once, whichever way it came", async () => {
    const [word, id] = [newWord(), randomUUID()];
    await world.outside.script(word, { text: "Once." }, { text: "Twice." });
    const visitor = await openVisitor(world.product.url, { client });
    await visitor.say(id, `Hello ${word}`);
    const again = connect();
    await again.send(start("chat", { token: visitor.token }));
    await again.send({ type: "message", id, text: `Hello ${word}` });
    expect(await again.frame("message")).toMatchObject({ message: { text: "Once." } });
    await again.send({ type: "end" });
    await again.closed();
  });

  it("sends an operator's answer to a chat that follows the conversation", async () => {
    const word = newWord();
    await world.outside.script(word, { text: "First." });
    const visitor = await openVisitor(world.product.url, { client });
    const one = connect();
    await one.send(start("chat", { token: visitor.token, follow_after: 1 }));
    const { conversation_id: id } = await one.frame("started");
    await one.send({ type: "message", text: `Hello ${word}` });
    await one.frame("done");
    const asOperator = (line: string, body?: object) =>
      world.product.api(line, { client, role: "operator", ...(body ? { body } : {}) });
    await asOperator(`POST /v1/conversations/${id}/takeover`);
    await asOperator(`POST /v1/conversations/${id}/reply`, { text: "Dr Rao here." });
    expect(await one.frame("turn")).toMatchObject({ messages: [{ role: "operator", text: "Dr Rao here." }] });
    await one.send({ type: "end" });
    await one.closed();
  });

  it("greets and answers in a call, stops when interrupted, and keeps only what was heard", async () => {
    const word = newWord();
    const long = "This answer goes on for many seconds and is never heard to its end. ".repeat(6);
    await world.outside.script(word, { text: long });
    const visitor = await openVisitor(world.product.url, { client });
    const one = connect();
    await one.send(start("voice", { token: visitor.token }));
    const { conversation_id: id, call_id: callId } = await one.frame("started");
    await one.until("the end of the greeting", () => hasSpoken(one.frames) || undefined);
    await one.send({ type: "message", text: `Tell me, ${word}` });
    await one.frame("speech", 1);
    const before = soundMs(one.sound);
    // A second is sent ahead, and three play.
    await one.until("three seconds of the answer", () => soundMs(one.sound) - before > 4_000 || undefined);
    await one.send({ type: "message", text: "Stop, please" });
    const heard = await one.until("what was heard", () => lastSaid(one.frames, true));
    expect(heard.length).toBeLessThan(long.length / 2);
    await one.send({ type: "end" });
    expect(await one.frame("ended")).toMatchObject({ reason: "client-ended" });
    const { body } = await world.product.api(`GET /v1/conversations/${id}/messages`, { client });
    const said = (body.items as { text: string }[]).map(({ text }) => text);
    expect(said).not.toContain(long.trim());
    expect(said).toContain(heard);
    await until("the call's record is closed", async () => {
      const call = await world.product.api(`GET /v1/calls/${callId}`, { client });
      return call.body.status === "ended";
    });
  });

  /** A call of a visitor of a clinic, once the agent has greeted and asked operators to take it. */
  async function callForPerson(how: ClinicSettings) {
    const clinic = await openClinic(world.product, how);
    const visitor = await openVisitor(world.product.url, { client: clinic.client });
    const one = connect();
    await one.send(start("voice", { token: visitor.token }));
    const { conversation_id: id, call_id: callId } = await one.frame("started");
    await one.until("the end of the greeting", () => hasSpoken(one.frames) || undefined);
    await one.send({ type: "message", text: "Please connect me to a real person" });
    await one.frame("status");
    const operator = (line: string, body?: object) =>
      world.product.api(line, { client: clinic.client, role: "operator", ...(body ? { body } : {}) });
    const says = (what: string) => one.until(`"${what}"`, () => hasSaid(one.frames, what) || undefined);
    const end = async () => {
      await one.send({ type: "end" });
      await one.closed();
    };
    return { one, id, callId, operator, says, end };
  }

  it("lets an operator take a call over, whose typed words are spoken, and give it back", async () => {
    const { one, id, callId, operator, says, end } = await callForPerson({});
    const live = await operator("GET /v1/calls?status=open");
    expect((live.body.items as { call_id: string }[]).map((call) => call.call_id)).toContain(callId);
    await operator(`POST /v1/conversations/${id}/takeover`);
    await says("A colleague is with you now.");
    await operator(`POST /v1/conversations/${id}/reply`, { text: "Dr Rao here, what is it?" });
    await says("Dr Rao here");
    const before = one.frames.filter(({ type }) => type === "said").length;
    await one.send({ type: "message", text: "My knee hurts" });
    await until("the operator reads it", async () => {
      const { body } = await operator(`GET /v1/conversations/${id}/messages`);
      return (body.items as { text: string }[]).some(({ text }) => text === "My knee hurts");
    });
    expect(one.frames.filter(({ type }) => type === "said")).toHaveLength(before);
    await operator(`POST /v1/conversations/${id}/release`);
    await says("I am back with you");
    await end();
  });

  it("says what the tenant does when no operator is there, and plans the callback that the caller names", async () => {
    const { one, id, operator, says, end } = await callForPerson({ handoffTimeoutSeconds: 1 });
    await says("We will connect you as soon as possible.");
    await says("When may we call you back?");
    await one.send({ type: "message", text: "Tomorrow at 3 pm" });
    await until("the time is kept", async () => {
      const { body } = await operator("GET /v1/handoffs");
      const items = body.items as {
        conversation_id: string;
        handoff: { unavailable: { callback_at: unknown } | null };
      }[];
      return items.some(
        (each) => each.conversation_id === id && typeof each.handoff.unavailable?.callback_at === "string",
      );
    });
    await end();
  });

  it("refuses paths that are none", async () => {
    const elsewhere = testClient(`${world.product.url.replace("http", "ws")}/v1/sockets`);
    expect((await elsewhere.closed()).code).toBe(1006);
  });

  it("ends a call politely when the product is stopped", async () => {
    const visitor = await openVisitor(world.product.url, { client });
    const one = connect();
    await one.send(start("voice", { token: visitor.token }));
    await one.frame("speech");
    const stopped = world.product.stop();
    expect(await one.frame("ended")).toMatchObject({ reason: "shutdown" });
    expect(await one.closed()).toMatchObject({ code: 1001 });
    await stopped;
    await world.product.restart();
  });
}

/** 16 kHz, s16le. */
function soundMs(sound: readonly Buffer[]): number {
  return sound.reduce((sum, { length }) => sum + length, 0) / 32;
}

/** Whether the agent has spoken and listens. A `speech-end` comes up to a second before the sound ends. */
function hasSpoken(frames: readonly Frame[]): boolean {
  const states = frames.filter(({ type }) => type === "state").map(({ state }) => state);
  return states.includes("speaking") && states.at(-1) === "listening";
}

function lastSaid(frames: readonly Frame[], interrupted: boolean): string | undefined {
  const said = frames.findLast((frame) => frame.type === "said" && frame.interrupted === interrupted);
  return said?.text as string | undefined;
}

function hasSaid(frames: readonly Frame[], what: string): boolean {
  return frames.some(({ type, text }) => type === "said" && String(text).includes(what));
}
