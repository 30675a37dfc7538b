import { setTimeout as sleep } from "node:timers/promises";
import { dispose } from "@livekit/rtc-node";
import { inRealTime } from "../../../tests/voice/real-time.ts";
import { ScriptedTts } from "../../providers/scripted/scripted-tts.ts";
import { english, type openTestCall, reply, saying } from "../testing/call-fixture.ts";
import { modelAt, openLiveStandIn } from "./live-call.fixture.ts";

inRealTime();

const live = await openLiveStandIn();
let opened: Awaited<ReturnType<typeof openTestCall>> | undefined;
beforeEach(() => live.reset());
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  await live.close();
  await dispose();
});

async function greeted(...options: Parameters<typeof live.call>) {
  opened = await live.call(...options);
  return opened;
}

const question = "What does a thyroid test cost?";

describe("a call on a realtime model", () => {
  it("greets, hears, answers and records with the model, and counts its tokens", async () => {
    await live.script({ utterances: [question, "Thank you."] });
    const { caller, ear, said, conversation, tts, listening, session, events } = await greeted({
      script: [],
      answer: saying("It costs 500 rupees. You need not fast.", "You are welcome."),
    });
    await caller.say(0);
    await said("You need not fast");
    await listening();
    const before = ear.heardAt.length;
    await caller.say(1);
    await said("You are welcome");
    while (ear.heardAt.length === before) await sleep(5);
    console.info(`answer: ${Math.round((ear.heardAt.at(-1) ?? 0) - caller.lastVoicedAt)} ms`);
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      expect.stringMatching(/^agent: Hello, this is Robin/),
      `customer: ${question}`,
      "agent: It costs 500 rupees. You need not fast.",
      "customer: Thank you.",
      "agent: You are welcome.",
    ]);
    expect(tts.texts).toEqual([]);
    expect(events.filter(({ type }) => type === "mode-changed" || type === "fault")).toEqual([]);
    const usage = session.usage();
    const realtime = { component: "realtime", provider: "google", model: "gemini-3.8-live" };
    expect(usage).toContainEqual({ ...realtime, unit: "input-tokens", quantity: expect.any(Number) });
    expect(usage).toContainEqual({ ...realtime, unit: "output-tokens", quantity: expect.any(Number) });
    expect(usage.filter(({ component, quantity }) => component !== "realtime" && quantity > 0)).toEqual([]);
  });

  it("asks the model for the tenant's language, temperature and turns", async () => {
    await greeted({ script: [], answer: saying("Yes.") });
    const [first] = await live.sessions();
    expect(first?.messages[0]).toMatchObject({
      setup: {
        model: "models/gemini-3.8-live",
        generationConfig: { temperature: 0.7, speechConfig: { languageCode: "en-IN" } },
        realtimeInputConfig: {
          automaticActivityDetection: {
            prefixPaddingMs: 40,
            silenceDurationMs: 200,
            startOfSpeechSensitivity: "START_SENSITIVITY_LOW",
          },
        },
      },
    });
  });

  it("runs a tool once", async () => {
    await live.script({ utterances: ["Book it."] });
    const effects: string[] = [];
    const { caller, said, listening } = await greeted({
      script: [],
      async answer({ emit, effect }) {
        await effect("book", async () => void effects.push("booked"), { policy: "ask" });
        emit?.({ type: "token", text: "It is booked." });
        return reply("It is booked.");
      },
    });
    await caller.say(0);
    await said("It is booked");
    await listening();
    expect(effects).toEqual(["booked"]);
  });

  it("keeps what was heard of an answer that the caller interrupts", async () => {
    await live.script({ utterances: ["Count.", "Stop."], msPerCharacter: 40 });
    const { caller, ear, said, event, conversation, session } = await greeted({
      script: [],
      answer: saying(
        "One two three four five six. Seven eight nine ten eleven. Twelve thirteen fourteen.",
        "Of course.",
      ),
    });
    await caller.say(0);
    await said("One two three");
    await sleep(600);
    await caller.say(1);
    const { text } = await event("said", ({ interrupted }) => interrupted);
    await said("Of course");
    await session.end("agent-hung-up");
    console.info(`barge-in: ${Math.round((ear.endedAt.at(1)?.at ?? 0) - caller.firstVoicedAt)} ms`);
    expect(text).toMatch(/^One two/);
    expect((await conversation())?.recent.map((each) => each.text).slice(1)).toEqual([
      ...["Count.", text, "Stop.", "Of course."],
    ]);
  });
});

describe("a model that speaks for itself", () => {
  it("is not heard when it says another price: the other voice says the right one", async () => {
    await live.script({ utterances: [question], steps: [] });
    const test = await greeted({ script: [], answer: saying("It costs 500 rupees.") });
    await live.script({ utterances: [question], steps: [{ at: "asked", says: "It costs 1 rupee only." }] });
    const heardBefore = test.ear.heardAt.length;
    await test.caller.say(0);
    await test.said("It costs 500 rupees");
    await test.listening();
    expect(test.tts.texts).toEqual(["It costs five hundred rupees."]);
    expect(test.ear.heardAt.length).toBe(heardBefore + 1);
    expect(test.events.map(({ type }) => type)).not.toContain("mode-changed");
  });

  it("is not heard when it answers unasked: the conversation answers", async () => {
    const { caller, said, listening, conversation, session } = await greeted({
      script: [],
      answer: saying("It costs 500 rupees."),
    });
    await live.script({ utterances: [question], steps: [{ at: "heard", says: "It costs 1 rupee." }] });
    await caller.say(0);
    await said("It costs 500 rupees");
    await listening();
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual([question, "It costs 500 rupees."]);
  });

  it("is left after it said something else twice in a row", async () => {
    const { caller, event, said, tts } = await greeted({
      script: english(question),
      answer: saying("It costs 500 rupees. You need not fast."),
    });
    const stray = { at: "asked", says: "Buy 7 tests today." } as const;
    await live.script({ utterances: [question], steps: [stray, stray] });
    await caller.say(0);
    await event("mode-changed");
    await said("You need not fast");
    expect(tts.texts).toEqual(["It costs five hundred rupees.", "You need not fast."]);
  });
});

describe("a realtime model that fails", () => {
  it("while it says an answer, leaves the answer to the pipeline", async () => {
    const { caller, said, event, listening, conversation, session, tts } = await greeted({
      script: english("Nothing.", "And fasting?"),
      answer: saying("It costs 500 rupees and nothing more.", "No."),
    });
    await live.script({ utterances: [question], steps: [{ at: "asked", close: { code: 1011, reason: "Internal" } }] });
    await caller.say(0);
    expect(await event("mode-changed")).toEqual({
      type: "mode-changed",
      mode: "pipeline",
      reason: "Gemini Live closed with code 1011: Internal",
    });
    await said("nothing more");
    await listening();
    await caller.say(1);
    await said("No.");
    await session.end("agent-hung-up");
    expect(tts.texts).toEqual(["It costs five hundred rupees and nothing more.", "No."]);
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual([
      ...[question, "It costs 500 rupees and nothing more.", "And fasting?", "No."],
    ]);
  });

  it("after it heard the caller, has the recogniser hear the same words, and says that it takes a moment", async () => {
    const { caller, said, event, conversation, session } = await greeted({
      script: english(question),
      answer: saying("It costs 500 rupees."),
    });
    await live.script({ utterances: ["What"], steps: [{ at: "heard", close: { code: 1011, reason: "Internal" } }] });
    await caller.say(0);
    await event("mode-changed");
    await said("moment");
    await said("It costs 500 rupees");
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual([question, "It costs 500 rupees."]);
  });

  it("by saying nothing, is left", async () => {
    const { caller, said, event } = await greeted({ script: [], answer: saying("It costs 500 rupees.") });
    await live.script({ utterances: [question], steps: [{ at: "asked", isSilent: true }] });
    await caller.say(0);
    expect(await event("mode-changed")).toMatchObject({ reason: "The realtime model gave no sound in time." });
    await said("It costs 500 rupees");
  });

  it("by not answering the door, still greets", async () => {
    const { events, tts } = await greeted({
      script: [],
      answer: saying("Yes."),
      realtime: modelAt("http://127.0.0.1:1"),
    });
    expect(events.map(({ type }) => type)).toContain("mode-changed");
    expect(tts.texts[0]).toMatch(/^Hello, this is Robin/);
  });

  it("ends the call with words when the pipeline's voice fails, too", async () => {
    const fallbackTts = new ScriptedTts({ msPerCharacter: 10 });
    const { caller, event } = await greeted({
      script: english("One.", "Two.", "Three."),
      fallbackTts,
      answer: saying("First.", "Second.", "Third."),
      tts: {
        fault() {
          throw new Error("The vendor is down.");
        },
      },
    });
    await live.closeAll(1011);
    await event("mode-changed");
    for (const index of [0, 1, 2]) {
      await caller.say(index);
      await sleep(1_500);
    }
    expect(await event("ended")).toEqual({ type: "ended", reason: "speech-failed" });
  });
});

describe("a server that leaves", () => {
  it("is followed to its next connection without a word lost", async () => {
    await live.script({ utterances: [question, "And fasting?"] });
    const { caller, said, listening, events } = await greeted({
      script: [],
      answer: saying("It costs 500 rupees.", "No."),
    });
    await live.goAway();
    await sleep(300);
    const sessions = await live.sessions();
    expect(sessions.at(-1)?.messages[0]).toMatchObject({ setup: { sessionResumption: { handle: "handle+" } } });
    await caller.say(0);
    await said("It costs 500 rupees");
    await listening();
    await live.closeAll(1000);
    await sleep(300);
    await caller.say(1);
    await said("No.");
    expect(events.map(({ type }) => type)).not.toContain("mode-changed");
  });
});
