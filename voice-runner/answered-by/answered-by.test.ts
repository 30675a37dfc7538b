import { type AnswerDetector, type AnsweredBy, answerDetector } from "./answered-by.ts";
import { machineInWords } from "./machine-words.ts";

let detector: AnswerDetector;
let verdict: AnsweredBy | undefined;
beforeEach(() => {
  import.meta.jest.useFakeTimers();
  verdict = undefined;
  detector = answerDetector();
  void detector.verdict.then((found) => {
    verdict = found;
  });
  detector.start();
});
afterEach(() => {
  detector.stop();
  import.meta.jest.useRealTimers();
});

const speaks = (isSpeaking: boolean) => detector.hear({ type: "caller", isSpeaking });

const pass = (ms: number) => import.meta.jest.advanceTimersByTimeAsync(ms);

it("takes a short word and a pause for a person", async () => {
  speaks(true);
  await pass(400);
  speaks(false);
  await pass(699);
  expect(verdict).toBeUndefined();
  await pass(1);
  expect(verdict).toBe("human");
});

it("takes speech without a pause for voicemail", async () => {
  speaks(true);
  await pass(2_399);
  expect(verdict).toBeUndefined();
  await pass(1);
  expect(verdict).toBe("voicemail");
});

it("believes the words before the length", async () => {
  speaks(true);
  detector.hear({ type: "heard", text: "Welcome to the lab, press 1 for", language: "en", final: false });
  expect(await detector.verdict).toBe("menu");
});

it("does not wait for whoever says nothing", async () => {
  await pass(3_000);
  expect(verdict).toBe("unknown");
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
