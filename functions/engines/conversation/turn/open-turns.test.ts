import type { Agent, AgentPorts, AgentTurn } from "../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { agentSpoke, type MessageReceived } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import { conversations } from "../conversations.ts";
import { anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith } from "../testing/given.ts";
import { turns as turnRecords } from "../turn-record.ts";
import { openTurns, type TurnEvent, type Turns, turnEvents } from "./open-turns.ts";
import { webChatId, webChatMessage } from "./web-chat.ts";

const conversationId = webChatId(testIds(tenantId), "session");
let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});
afterEach(() => close());

function turnsWith(run: (ports: AgentPorts, turn: AgentTurn) => ReturnType<Agent["run"]>): Turns {
  return openTurns({
    ...dependenciesWith(minimalConfig()),
    platform,
    runner: runnerWith(platform),
    now: () => new Date(),
    agent: { run: (turn, ports) => run(ports, turn) },
  });
}

function said(text: string, id = text): Event<MessageReceived> {
  const at = new Date();
  const message = {
    ids: testIds(tenantId),
    sessionId: "session",
    text,
    choiceId: null,
    attachments: [],
    configName: null,
    at,
  };
  return webChatMessage({ eventId: id, messageId: `m-${id}`, ...message });
}

const reply = (text: string) => anOutcome({ status: "reply", text });
const speaking = () =>
  turnsWith(async ({ emit }) => {
    emit?.({ type: "token", text: "It costs " });
    emit?.({ type: "token", text: "₹549." });
    return reply("It costs ₹549.");
  });
const stored = async () =>
  (await platform.documents.get(tenantId, conversations.collection, conversationId))?.data.state;
const record = async (id: string) => (await platform.documents.get(tenantId, turnRecords.collection, id))?.data.state;
const typesOf = (events: readonly TurnEvent[]) => events.map(({ type }) => type);

describe("a turn", () => {
  it("reports events as they happen, then the whole message, then `done`", async () => {
    const events: TurnEvent[] = [];
    const answer = await speaking().run(said("price?"), { onEvent: (event) => void events.push(event) });
    expect(typesOf(events)).toEqual(["token", "token", "message", "done"]);
    expect(events[2]).toEqual({ type: "message", reply: answer });
    expect(answer).toMatchObject({ conversationId, turnId: "price?", text: "It costs ₹549.", status: "active" });
  });

  it("yields its events one by one, and runs to its end without a consumer", async () => {
    const turns = speaking();
    for await (const event of turnEvents(turns, said("price?"), {})) {
      expect(event).toEqual({ type: "token", text: "It costs " });
      break;
    }
    const again = await turns.run(said("price?"), { repeatable: true });
    expect(again.text).toBe("It costs ₹549.");
    expect((await stored())?.turnCount).toBe(1);
  });

  it("rejects its event stream as it rejects `run`", async () => {
    const turns = turnsWith(() => Promise.reject(new Error("broken")));
    await expect(turns.run(said("a"))).rejects.toThrow("broken");
    await expect(turnEvents(turns, said("b"), {}).next()).rejects.toThrow("broken");
  });

  it("returns the recorded answer when its event is repeated", async () => {
    let asked = 0;
    const turns = turnsWith(async () => reply(`answer ${++asked}`));
    const first = await turns.run(said("hello"));
    expect(await turns.run(said("hello"), { repeatable: true })).toEqual(first);
    expect(asked).toBe(1);
  });

  it("withdraws what it streamed when it starts again", async () => {
    let tries = 0;
    const turns = turnsWith(async ({ emit }) => {
      tries += 1;
      emit?.({ type: "token", text: `try ${tries}` });
      // Another writer changes the conversation before the first try commits.
      const id = conversationId;
      const now = await platform.documents.get(tenantId, conversations.collection, id);
      const state = now && { ...now.data.state, context: { changed: "yes" } };
      if (tries === 1 && state)
        await platform.documents.commit(tenantId, [put(conversations.collection, id, { ...now.data, state })]);
      return reply(`try ${tries}`);
    });
    await turns.run(said("first"));
    tries = 0;
    const events: TurnEvent[] = [];
    const answer = await turns.run(said("second"), { onEvent: (event) => void events.push(event) });
    expect(typesOf(events)).toEqual(["token", "retracted", "token", "message", "done"]);
    expect(answer.text).toBe("try 2");
  });
});

describe("an aborted turn", () => {
  it("rejects with the signal's reason and stores nothing", async () => {
    const caller = new AbortController();
    const turns = turnsWith(async ({ signal }) => {
      caller.abort(new Error("interrupted"));
      expect(signal.aborted).toBe(true);
      // The agent's graph does this when its model or tool call is aborted.
      throw new RetryableError("turn-aborted", "The turn was ended.");
    });
    await expect(turns.run(said("hello"), { signal: caller.signal })).rejects.toThrow("interrupted");
    expect(await stored()).toBeUndefined();
  });

  it("commits nothing even when the agent still answers", async () => {
    const caller = new AbortController();
    const turns = turnsWith(async () => {
      caller.abort(new Error("interrupted"));
      return reply("too late");
    });
    const events: TurnEvent[] = [];
    const run = turns.run(said("hello"), { signal: caller.signal, onEvent: (event) => void events.push(event) });
    await expect(run).rejects.toThrow("interrupted");
    expect(await stored()).toBeUndefined();
    expect(typesOf(events)).not.toContain("message");
  });

  it("never starts when the signal was aborted before", async () => {
    let asked = 0;
    const turns = turnsWith(async () => reply(`${++asked}`));
    const signal = AbortSignal.abort(new Error("gone"));
    await expect(turns.run(said("hello"), { signal })).rejects.toThrow("gone");
    expect(asked).toBe(0);
  });

  it("can run again for the same event", async () => {
    const caller = new AbortController();
    let tries = 0;
    const turns = turnsWith(async () => {
      tries += 1;
      if (tries === 1) caller.abort(new Error("interrupted"));
      return reply(`try ${tries}`);
    });
    await expect(turns.run(said("hello"), { signal: caller.signal })).rejects.toThrow("interrupted");
    expect((await turns.run(said("hello"), { repeatable: true })).text).toBe("try 2");
    expect((await stored())?.turnCount).toBe(1);
  });
});

describe("a turn that runs ahead", () => {
  const booking = (effects: string[]) =>
    turnsWith(async ({ emit, effect, saveReplies }, { inbound }) => {
      emit?.({ type: "token", text: "Booking." });
      await saveReplies([]);
      await effect("book", async () => void effects.push(inbound[0]?.text ?? ""), { policy: "ask" });
      return reply("Booked.");
    });

  it("streams at once, and has its effects and its commit when it is confirmed", async () => {
    const effects: string[] = [];
    const { promise: confirmed, resolve } = Promise.withResolvers<void>();
    const streamed = Promise.withResolvers<void>();
    const onEvent = () => streamed.resolve();
    const run = booking(effects).run(said("hello"), { confirmed, onEvent });
    await streamed.promise;
    await new Promise((wait) => setTimeout(wait, 50));
    expect(effects).toEqual([]);
    expect(await stored()).toBeUndefined();
    resolve();
    expect((await run).text).toBe("Booked.");
    expect(effects).toEqual(["hello"]);
  });

  it("leaves nothing when it is aborted before, so its event can be run with other words", async () => {
    const effects: string[] = [];
    const caller = new AbortController();
    const turns = booking(effects);
    const never = new Promise<void>(() => undefined);
    const onEvent = () => caller.abort(new Error("went on"));
    const run = turns.run(said("hello", "e"), { confirmed: never, signal: caller.signal, onEvent });
    await expect(run).rejects.toThrow("went on");
    await turns.run(said("hello again", "e"));
    expect(effects).toEqual(["hello again"]);
    expect((await stored())?.recent.map(({ text }) => text)).toEqual(["hello again", "Booked."]);
  });

  it("without an answer that has effects waits with its commit", async () => {
    const caller = new AbortController();
    const never = new Promise<void>(() => undefined);
    const run = speaking().run(said("price?"), { confirmed: never, signal: caller.signal });
    await new Promise((wait) => setTimeout(wait, 50));
    expect(await stored()).toBeUndefined();
    caller.abort(new Error("went on"));
    await expect(run).rejects.toThrow("went on");
    expect(await stored()).toBeUndefined();
  });
});

describe("what the agent says unasked in a call", () => {
  it("opens the conversation, is known to the next turn, and is recorded once", async () => {
    const seen: string[][] = [];
    const turns = turnsWith(async (_ports, { recent }) => {
      seen.push(recent.map(({ text }) => text));
      return reply("Yes.");
    });
    const spoken = envelopeOf(agentSpoke, {
      id: "greeting",
      tenantId,
      key: conversationId,
      at: new Date(),
      data: {
        conversationId,
        messageId: "g1",
        channel: "web_voice",
        accountAddress: null,
        customerAddress: "session",
        configName: null,
        text: "Hello, how can I help?",
      },
    });
    await turns.spoken(spoken);
    await turns.spoken(spoken);
    await turns.run(said("price?"));
    expect(seen).toEqual([["Hello, how can I help?"]]);
    expect((await record("greeting"))?.reply).toMatchObject({ messageId: "g1", text: "Hello, how can I help?" });
    await turns.heard(tenantId, { conversationId, turnId: "greeting", messageId: "g1", characters: 5 });
    expect((await record("greeting"))?.reply?.text).toBe("Hello");
  });
});

describe("a partly heard reply", () => {
  it("is stored as heard in the conversation and the record, and known to the next turn", async () => {
    const seen: string[][] = [];
    const turns = turnsWith(async (_ports, { recent }) => {
      seen.push(recent.map(({ text }) => text));
      return reply("It costs ₹549.");
    });
    const answer = await turns.run(said("one"));
    await turns.heard(tenantId, { ...answer, characters: 8 });
    await turns.run(said("two"));
    expect(seen).toEqual([[], ["one", "It costs"]]);
    expect(await record("one")).toMatchObject({ reply: { text: "It costs", unheard: " ₹549." } });
  });

  it("is stored by its first report", async () => {
    const turns = speaking();
    const answer = await turns.run(said("one"));
    await turns.heard(tenantId, { ...answer, characters: 8 });
    await turns.heard(tenantId, { ...answer, characters: 2 });
    expect((await record("one"))?.reply?.text).toBe("It costs");
  });

  it("of an unknown turn is an error", async () => {
    const unknown = { conversationId, turnId: "nobody's", messageId: "m", characters: 1 };
    await expect(speaking().heard(tenantId, unknown)).rejects.toMatchObject({ code: "turn-unknown" });
  });
});
