import { setTimeout as wait } from "node:timers/promises";
import { type AnswerDetector, answerDetector } from "./answered-by.ts";
import { machineInWords } from "./machine-words.ts";

let detector: AnswerDetector;
beforeEach(() => {
  detector = answerDetector();
  detector.start();
});
afterEach(() => detector.stop());

const speaks = (isSpeaking: boolean) => detector.hear({ type: "caller", isSpeaking });

it("takes a short word and a pause for a person, well before three seconds", async () => {
  const began = performance.now();
  speaks(true);
  await wait(400);
  speaks(false);
  expect(await detector.verdict).toBe("human");
  expect(performance.now() - began).toBeLessThan(2_500);
});

it("takes speech without a pause for voicemail", async () => {
  speaks(true);
  expect(await detector.verdict).toBe("voicemail");
});

it("believes the words before the length", async () => {
  speaks(true);
  detector.hear({ type: "heard", text: "Welcome to the lab, press 1 for", language: "en", final: false });
  expect(await detector.verdict).toBe("menu");
});

it("does not wait for whoever says nothing", async () => {
  const began = performance.now();
  expect(await detector.verdict).toBe("unknown");
  expect(performance.now() - began).toBeLessThan(4_500);
});

it.each([
  ["Please leave a message after the tone.", "voicemail"],
  ["The number you have dialled is switched off.", "voicemail"],
  ["आप जिस व्यक्ति से संपर्क करना चाहते हैं वह उपलब्ध नहीं है", "voicemail"],
  ["For English press one.", "menu"],
  ["Hello, who is this?", undefined],
  ["हाँ जी, बोलिए", undefined],
])("reads %j", (words, expected) => {
  expect(machineInWords(words)).toBe(expected);
});
