import { setTimeout as sleep } from "node:timers/promises";
import { inRealTime } from "../../tests/voice/real-time.ts";
import { english, reply, saying } from "./testing/call-fixture.ts";
import { startedCalls } from "./testing/started-calls.ts";

inRealTime();

const started = startedCalls();
const tts = { msPerCharacter: 5 };

describe("pressed keys", () => {
  it("become what the caller says, after a pause or the hash key", async () => {
    const asked: string[] = [];
    const { session, said } = await started({
      script: [],
      async answer({ emit }, { inbound }) {
        asked.push(inbound.map(({ text }) => text).join());
        emit?.({ type: "token", text: `Noted ${asked.length}.` });
        return reply(`Noted ${asked.length}.`);
      },
      tts,
    });
    for (const key of "5607#") session.pressed(key);
    await said("Noted 1.");
    expect(asked).toEqual(["5607"]);
    expect(() => session.pressed("A")).toThrow("key: must be one of 0–9, * and #");
  });

  it("in a storm are one bounded number", async () => {
    const asked: string[] = [];
    const { session, said } = await started({
      script: [],
      async answer({ emit }, { inbound }) {
        asked.push(inbound.map(({ text }) => text).join());
        emit?.({ type: "token", text: "Noted." });
        return reply("Noted.");
      },
      tts,
    });
    for (let count = 0; count < 1_000; count += 1) session.pressed(String(count % 10));
    await said("Noted.");
    expect(asked.map(({ length }) => length)).toEqual([32]);
  });

  const menu = `  voice:
    greeting:
      supported_languages: [en, hi]
    ivr:
      menu: { "1": { to: agent, label: appointments, about: "I want an appointment." }, "2": { to: language, language: hi }, "0": person }
  channels:
    input:
      - type: voice
        config: { phone_numbers: ["+918040001234"], ivr_enabled: true }
`;

  it("choose from the tenant's menu", async () => {
    const asked: string[] = [];
    const {
      session,
      said,
      tts: voice,
    } = await started({
      script: [],
      async answer({ emit }, { inbound }) {
        asked.push(inbound.map(({ text }) => text).join());
        emit?.({ type: "token", text: "When would suit you?" });
        return reply("When would suit you?");
      },
      tts,
      yaml: menu,
    });
    await said("For appointments, press 1.");
    session.pressed("9");
    session.pressed("1");
    await said("When would suit you?");
    expect(asked).toEqual(["I want an appointment."]);
    expect(voice.texts.some((text) => text.startsWith("Hello"))).toBe(false);
  });

  it("choose the language of the greeting", async () => {
    const { session, said, event } = await started({ script: [], answer: saying("?"), tts, yaml: menu });
    await said("For appointments, press 1.");
    session.pressed("2");
    await event("language");
    await said("नमस्ते");
  });

  it("are not asked for from who speaks", async () => {
    const {
      caller,
      said,
      event,
      tts: voice,
    } = await started({
      script: english("I want to book."),
      answer: saying("Sure."),
      tts: { msPerCharacter: 20 },
      yaml: menu,
    });
    await event("greeted");
    await caller.say(0);
    await said("Sure.");
    await sleep(600);
    expect(voice.texts.at(-1)).toBe("Sure.");
  });
});
