import { checkTurns } from "./check-turns.ts";
import type { CheckedTurn } from "./finding.ts";

const source = "A blood test costs ₹350. Reports are ready within 6 hours. We are closed on Sunday.";
const turn = (given: Partial<CheckedTurn>): CheckedTurn => ({
  index: 1,
  asked: "",
  replies: [],
  byPerson: false,
  sources: [source],
  completedTools: [],
  guardFindings: [],
  escalated: false,
  ...given,
});
const kindsOf = async (...turns: CheckedTurn[]) => (await checkTurns(turns)).findings.map(({ kind }) => kind);

test("a supported answer has no findings", async () => {
  const { findings, grounding, answered } = await checkTurns([
    turn({ asked: "What does a blood test cost?", replies: ["A blood test costs ₹350."] }),
  ]);
  expect(findings).toEqual([]);
  expect(grounding).toBe(1);
  expect(answered).toBe(1);
});

test("quotes a wrong figure beside what the source says", async () => {
  const { findings } = await checkTurns([turn({ index: 4, replies: ["A blood test costs ₹530."] })]);
  expect(findings).toEqual([
    { kind: "unsupported-number", turn: 4, quote: "A blood test costs ₹530.", evidence: "A blood test costs ₹350." },
  ]);
});

test("finds a denial turned around", async () => {
  expect(await kindsOf(turn({ replies: ["We are not closed on Sunday."] }))).toEqual(["contradicts-source"]);
});

test("finds a promise that no tool kept, in English and Hindi, and none that a tool kept or that is a condition", async () => {
  const promise = turn({ sources: [], replies: ["I have booked your appointment."] });
  expect(await kindsOf(promise)).toEqual(["promise-without-action"]);
  expect(await kindsOf({ ...promise, replies: ["मैंने आपकी अपॉइंटमेंट बुक कर दी है।"] })).toEqual(["promise-without-action"]);
  expect(await kindsOf({ ...promise, replies: ["क्या मैं अपॉइंटमेंट बुक कर दूँ?"] })).toEqual([]);
  expect(await kindsOf({ ...promise, completedTools: ["book_slot"] })).toEqual([]);
  expect(await kindsOf({ ...promise, replies: ["I will tell you once it has been booked."] })).toEqual([]);
  expect(await kindsOf(turn({ index: 1, completedTools: ["book_slot"] }), { ...promise, index: 2 })).toEqual([]);
});

test("finds another language, a repeated answer, and what the guard stopped", async () => {
  expect(
    await kindsOf(
      turn({ sources: [], asked: "जांच की रिपोर्ट कब तक मिल जाएगी", replies: ["Your report will come in some hours."] }),
    ),
  ).toEqual(["wrong-language"]);
  const same = "Please call our front desk about the matter.";
  expect(
    await kindsOf(turn({ sources: [], replies: [same] }), turn({ sources: [], index: 2, replies: [same] })),
  ).toEqual(["repetition"]);
  const stopped = turn({ sources: [], replies: ["Hello there."], guardFindings: ["prompt-leak"] });
  expect((await checkTurns([stopped])).findings).toMatchObject([{ kind: "policy", evidence: "prompt-leak" }]);
});

test("what people wrote is not judged", async () => {
  expect(await checkTurns([turn({ byPerson: true, replies: ["A blood test costs ₹1."] })])).toEqual({
    findings: [],
    grounding: null,
    answered: 0,
    support: new Map(),
  });
});

test("a conversation of 5,000 turns takes time in proportion", async () => {
  const turns = Array.from({ length: 5_000 }, (_, index) =>
    turn({ index, replies: [`A blood test costs ₹350, number ${index}.`] }),
  );
  expect((await checkTurns(turns)).answered).toBe(5_000);
});
