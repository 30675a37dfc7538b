import { setTimeout as sleep } from "node:timers/promises";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { RetryableError } from "../../shared/runtime/failures/errors.ts";
import { voiceSettings } from "../../shared/voice/settings.ts";
import { inRealTime } from "../../tests/voice/real-time.ts";
import { markedAudio } from "../providers/scripted/marked-audio.ts";
import { ScriptedTts } from "../providers/scripted/scripted-tts.ts";
import { english, reply, saying } from "./testing/call-fixture.ts";
import { startedCalls } from "./testing/started-calls.ts";

inRealTime();

const started = startedCalls();

const defaults = voiceSettings(minimalConfig(), "voice");
const tts = { msPerCharacter: 5 };
/** Speaks fast, and asks soon after a caller who says nothing. */
const quick = { tts, settings: { silence: { ...defaults.silence, promptAfterMs: 400 } } };
const prompts = ["Are you still there?", "I cannot hear you. Are you on the line?"];

describe("a caller who never speaks", () => {
  it("is asked twice, told goodbye and hung up on", async () => {
    const test = await started({ script: [], answer: saying("?"), ...quick });
    expect(await test.event("ended")).toEqual({ type: "ended", reason: "caller-silent" });
    expect(test.tts.texts.slice(1)).toEqual([...prompts, defaults.silence.goodbye("en-IN")]);
  });

  it("is a noise: asked all the same, and hung up on", async () => {
    const test = await started({ script: [], answer: saying("?"), ...quick });
    void test.caller.sound(markedAudio(49, 9_000));
    expect(await test.event("ended")).toEqual({ type: "ended", reason: "caller-silent" });
    expect(test.events.some(({ type }) => type === "heard")).toBe(false);
  });

  it("is asked again from the beginning after they spoke", async () => {
    const {
      event,
      said,
      caller,
      tts: voice,
    } = await started({
      script: english("Here I am."),
      answer: saying("Good."),
      ...quick,
    });
    await said(prompts[1] ?? "");
    await caller.say(0);
    await said("Good.");
    await event("ended");
    expect(voice.texts.filter((text) => text === prompts[0])).toHaveLength(2);
  });
});

describe("a call's longest duration", () => {
  it("is announced, and ends the call even while the caller speaks without end", async () => {
    const call = await started({
      script: english("La la la."),
      answer: saying("Yes."),
      tts,
      settings: { maxDurationMs: 2_000 },
    });
    void call.caller.say(0, 6_000);
    expect(await call.event("ended")).toEqual({ type: "ended", reason: "duration-reached" });
    expect(call.tts.texts.at(-1)).toMatch(/^We have reached the longest duration/);
    expect(call.tts.texts.some((text) => text.startsWith("We have about half a minute"))).toBe(true);
  });
});

describe("the language of a call", () => {
  it("follows the caller, with the voice and the phrases", async () => {
    const script = [{ text: "थायराइड टेस्ट कितने का है?", language: "hi-IN" }];
    const {
      caller,
      said,
      event,
      tts: voice,
      spokenIn,
    } = await started({
      script,
      answer: saying("यह पाँच सौ रुपये का है।"),
      ...quick,
      yaml: "  voice:\n    greeting:\n      supported_languages: [en, hi]\n",
    });
    await said("Hello");
    await caller.say(0);
    await said("यह पाँच सौ");
    expect(await event("language")).toEqual({ type: "language", language: "hi-IN" });
    await said("क्या आप लाइन पर हैं?");
    expect(voice.texts[1]).toBe("यह पाँच सौ रुपये का है।");
    expect(spokenIn.slice(0, 3)).toEqual(["en-IN", "hi-IN", "hi-IN"]);
  });
});

describe("a slow tool", () => {
  it("is bridged with words that are not part of the answer", async () => {
    const {
      caller,
      said,
      event,
      events,
      session,
      conversation,
      tts: voice,
    } = await started({
      script: english("Is my report there?"),
      async answer({ emit }) {
        emit?.({ type: "tool", name: "find_report", status: "started" });
        await sleep(1_900);
        emit?.({ type: "tool", name: "find_report", status: "completed" });
        emit?.({ type: "token", text: "It is ready." });
        return reply("It is ready.");
      },
      tts,
    });
    await event("greeted");
    await sleep(400);
    await caller.say(0);
    await said("It is ready.");
    expect(voice.texts.slice(1)).toEqual(["One moment, I am checking that.", "It is ready."]);
    expect(events.filter(({ type }) => type === "tool")).toHaveLength(2);
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.at(-1)?.text).toBe("It is ready.");
  });
});

describe("faults", () => {
  const failing = () => {
    throw new Error("The vendor is away.");
  };

  it("of the recogniser are survived, and three in a row end the call with words", async () => {
    let frames = 0;
    const fault = () => {
      frames += 1;
      if (frames === 20) failing();
    };
    const first = await started({ script: english("Hello."), answer: saying("Hi."), tts, stt: { fault } });
    await first.event("fault", ({ component }) => component === "stt");
    await sleep(400);
    await first.caller.say(0);
    await first.said("Hi.");
    await first.close();
    const { event, tts: voice } = await started({ script: [], answer: saying("?"), tts, stt: { fault: failing } });
    expect(await event("ended")).toEqual({ type: "ended", reason: "speech-failed" });
    expect(voice.texts.at(-1)).toMatch(/^I am sorry, something is not working/);
  });

  it("of the voice are spoken over by the fall-back voice", async () => {
    const fallbackTts = new ScriptedTts({ msPerCharacter: 5 });
    const { caller, event, events } = await started({
      script: english("One?", "Two?", "Three?"),
      answer: saying("Yes."),
      tts: { fault: failing },
      fallbackTts,
    });
    for (const index of [0, 1]) {
      await event("state", ({ state }) => state === "listening", { from: events.length });
      await caller.say(index);
    }
    expect(await event("ended")).toEqual({ type: "ended", reason: "speech-failed" });
    expect(fallbackTts.texts.slice(1)).toEqual(["Yes.", "Yes.", expect.stringMatching(/^I am sorry/)]);
  });

  it("of the conversation are apologised for, and three in a row end the call", async () => {
    const {
      caller,
      event,
      said,
      events,
      tts: voice,
    } = await started({
      script: english("One?", "Two?", "Three?"),
      answer: () => Promise.reject(new TypeError("broken")),
      tts,
    });
    await said("Hello");
    for (const index of [0, 1, 2]) {
      await sleep(900);
      await caller.say(index);
      await event("fault", ({ component }) => component === "model", { from: events.length });
    }
    expect(await event("ended")).toEqual({ type: "ended", reason: "speech-failed" });
    expect(voice.texts.at(-1)).toMatch(/^I am sorry, something is not working/);
    expect(voice.texts).toContain("Sorry, something went wrong on my side. Could you say that again?");
  });

  it("of all models bring a person, aloud", async () => {
    const { caller, event, said } = await started({
      script: english("One?"),
      answer: () => Promise.reject(new RetryableError("model-unavailable", "No model answers.")),
      tts,
    });
    await said("Hello");
    await sleep(600);
    await caller.say(0);
    await said("a colleague");
    await event("escalated");
  });
});
