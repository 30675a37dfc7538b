import { setTimeout as sleep } from "node:timers/promises";
import { inRealTime } from "../../tests/voice/real-time.ts";
import { markedAudio } from "../providers/scripted/marked-audio.ts";
import { english, openTestCall, reply, saying } from "./testing/call-fixture.ts";

inRealTime();

let opened: Awaited<ReturnType<typeof openTestCall>> | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** A call that has been greeted. */
async function greeted(...options: Parameters<typeof openTestCall>) {
  const test = await openTestCall(...options);
  opened = test;
  await test.start();
  await test.event("state", ({ state }) => state === "speaking");
  await test.listening();
  return test;
}

const brief = { tts: { msPerCharacter: 8 } };

describe("a call", () => {
  it("whose agent was lost goes on with a word about it and no greeting", async () => {
    const test = await openTestCall({
      script: english("What does it cost?"),
      answer: saying("Five hundred."),
      ...brief,
    });
    opened = test;
    await test.start({ isResumed: true });
    await test.said("I am back");
    await test.listening();
    await test.caller.say(0);
    await test.said("Five hundred");
    expect(test.events.some((event) => event.type === "said" && event.text.includes("Hello"))).toBe(false);
  });

  it("greets, hears, answers aloud and records everything", async () => {
    const { caller, said, conversation, tts, events, listening, session } = await greeted({
      script: english("What does a thyroid test cost?", "Thank you."),
      answer: saying("It costs five hundred rupees. You need not fast.", "You are welcome."),
      ...brief,
    });
    await caller.say(0);
    await said("You need not fast");
    await listening();
    await caller.say(1);
    await said("You are welcome");
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      expect.stringMatching(/^agent: Hello, this is Robin/),
      "customer: What does a thyroid test cost?",
      "agent: It costs five hundred rupees. You need not fast.",
      "customer: Thank you.",
      "agent: You are welcome.",
    ]);
    expect(tts.texts.slice(1)).toEqual(["It costs five hundred rupees.", "You need not fast.", "You are welcome."]);
    expect(events.at(-1)).toEqual({ type: "ended", reason: "agent-hung-up" });
    expect(session.usage()).toContainEqual(
      expect.objectContaining({ component: "tts", unit: "characters", quantity: tts.texts.join("").length }),
    );
  });

  it("answers a caller who types, too", async () => {
    const { session, said, conversation } = await greeted({ script: [], answer: saying("Yes."), ...brief });
    session.typed("Are you open?");
    await said("Yes.");
    await session.end("agent-hung-up");
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual(["Are you open?", "Yes."]);
  });

  it("hangs up after a farewell, and not after a question that contains one", async () => {
    const { caller, said, event, listening } = await greeted({
      script: english("Bye, but what does it cost?", "Okay thank you bye."),
      answer: saying("Nothing.", "Goodbye."),
      ...brief,
    });
    await caller.say(0);
    await said("Nothing.");
    await listening();
    await caller.say(1);
    expect(await event("ended")).toMatchObject({ reason: "agent-hung-up" });
    await said("Goodbye.");
  });
});

describe("a call that is over", () => {
  it("says and answers nothing, and throws nothing", async () => {
    const { session, tts } = await greeted({ script: [], answer: saying("Yes."), ...brief });
    await session.end("agent-hung-up");
    const before = tts.texts.length;
    expect(await session.say("Are you there?")).toBe(true);
    session.relay("I am back.");
    session.typed("Hello?");
    for (const key of "12#") session.pressed(key);
    await session.giveUp();
    expect(tts.texts.length).toBe(before);
  });
});

describe("a turn that runs ahead", () => {
  it("has no effect and leaves nothing when the caller goes on speaking", async () => {
    const asked: string[] = [];
    const effects: string[] = [];
    const { caller, said, conversation, session } = await greeted({
      script: english("Book a test", "for my mother."),
      async answer({ emit, effect }, { inbound }) {
        const text = inbound.map((each) => each.text).join();
        asked.push(text);
        await effect("book", async () => void effects.push(text), { policy: "ask" });
        emit?.({ type: "token", text: "Booked." });
        return reply("Booked.");
      },
      ...brief,
    });
    await caller.say(0);
    await sleep(110); // long enough to be heard, too short to be over
    await caller.say(1);
    await said("Booked.");
    await session.end("agent-hung-up");
    expect(asked).toEqual(["Book a test", "Book a test for my mother."]);
    expect(effects).toEqual(["Book a test for my mother."]);
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual([
      "Book a test for my mother.",
      "Booked.",
    ]);
  });
});

describe("a caller who interrupts", () => {
  const long = "One two three four five six. Seven eight nine ten eleven. Twelve thirteen fourteen fifteen.";

  it("is heard within 350 ms, and the conversation keeps only what they heard", async () => {
    const { caller, ear, said, event, conversation, records, listening } = await greeted({
      script: english("Count.", "Stop."),
      answer: saying(long, "Of course."),
      tts: { msPerCharacter: 30 },
    });
    await caller.say(0);
    await said("Seven eight");
    const before = ear.endedAt.length;
    await sleep(1_200);
    await caller.say(1);
    const cut = ear.endedAt[before];
    expect(cut).toMatchObject({ interrupted: true });
    expect((cut?.at ?? 0) - caller.firstVoicedAt).toBeLessThan(350);
    expect((await event("said", ({ interrupted }) => interrupted)).text).toMatch(
      /^One two three four five six\.( Seven)?/,
    );
    await said("Of course.");
    await listening();
    const [, , counted, , answer] = (await conversation())?.recent ?? [];
    expect(counted?.text).toMatch(/^One two three/);
    expect(counted?.text).not.toContain("Twelve");
    expect(answer?.text).toBe("Of course.");
    const record = (await records()).find(({ reply: said }) => said?.text.startsWith("One"));
    expect(`${record?.reply?.text}${record?.reply?.unheard}`).toBe(long);
  });

  it("before the first word is answered for all that they said", async () => {
    const asked: string[] = [];
    const { caller, said, conversation, session } = await greeted({
      script: english("Book a test", "and a taxi."),
      async answer({ emit, signal }, { inbound }) {
        asked.push(inbound.map((each) => each.text).join());
        if (asked.length === 1)
          await new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        emit?.({ type: "token", text: "Both booked." });
        return reply("Both booked.");
      },
      ...brief,
    });
    await caller.say(0);
    await sleep(600);
    await caller.say(1);
    await said("Both booked.");
    await session.end("agent-hung-up");
    expect(asked).toEqual(["Book a test", "Book a test and a taxi."]);
    expect((await conversation())?.recent.map(({ text }) => text).slice(1)).toEqual([
      "Book a test and a taxi.",
      "Both booked.",
    ]);
  });

  it("by a noise alone gets the answer all the same", async () => {
    let asked = 0;
    const { caller, said } = await greeted({
      script: english("Book a test."),
      async answer({ emit, signal }) {
        asked += 1;
        if (asked === 1)
          await new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
          });
        emit?.({ type: "token", text: "Booked." });
        return reply("Booked.");
      },
      ...brief,
    });
    await caller.say(0);
    await sleep(500);
    await caller.sound(markedAudio(49, 300)); // a tone that the script has no words for
    await said("Booked.");
    expect(asked).toBe(2);
  });

  it("of the greeting leaves its heard part in the conversation", async () => {
    opened = await openTestCall({ script: english("Hello?"), answer: saying("Yes?"), tts: { msPerCharacter: 40 } });
    const { caller, said, event, conversation, session, start } = opened;
    await start();
    await event("greeted");
    await sleep(900);
    await caller.say(0);
    await said("Yes?");
    await session.end("agent-hung-up");
    const texts = (await conversation())?.recent.map(({ text }) => text);
    expect(texts?.[0]).toMatch(/^Hello, this/);
    expect(texts?.[0]).not.toContain("help you");
    expect(texts?.slice(1)).toEqual(["Hello?", "Yes?"]);
  });
});

describe("an answer that is withdrawn", () => {
  it("before anything of it sounded is never spoken", async () => {
    const { caller, said, tts } = await greeted({
      script: english("Price?"),
      async answer({ emit }) {
        emit?.({ type: "token", text: "It costs one rupee." });
        emit?.({ type: "retracted" });
        emit?.({ type: "token", text: "I am not sure." });
        return reply("I am not sure.");
      },
      ...brief,
    });
    await caller.say(0);
    await said("I am not sure.");
    expect(tts.texts.slice(1)).toEqual(["I am not sure."]);
  });

  it("aloud stops, is corrected, and its rest is never spoken", async () => {
    const { caller, said, ear, listening, conversation } = await greeted({
      script: english("Price?"),
      async answer({ emit }) {
        emit?.({ type: "token", text: "It costs one rupee and nothing more for ever and ever." });
        await sleep(900);
        emit?.({ type: "retracted" });
        emit?.({ type: "token", text: "I am not sure." });
        return reply("I am not sure.");
      },
      tts: { msPerCharacter: 60 },
    });
    await caller.say(0);
    await said("I am not sure.");
    await listening();
    await said("Sorry, let me correct that.");
    expect(ear.endedAt.map(({ interrupted }) => interrupted)).toEqual([false, true, false]);
    expect((await conversation())?.recent.at(-1)?.text).toBe("I am not sure.");
  });
});
