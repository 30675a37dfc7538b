import type { RequirementItem, RequirementSource } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { type FactSource, ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import { nothingKnown } from "../../../../shared/events/lifecycle/research-subject.fixture.ts";
import { applyOperations } from "../document/apply-operations.ts";
import { newRequirements } from "../document/requirements.ts";
import { answerOfPrompt } from "./answer-of-prompt.ts";
import { operationsOfAnswers } from "./derive/derive-items.ts";
import { withAnswers, withNextBatch } from "./hear-message.ts";
import { openOperations } from "./open-operations.ts";
import { promptsOf } from "./research-prompts.ts";
import { type Interview, openQuestions } from "./session.ts";

const at = "2026-11-29T10:00:00.000Z";
const site: FactSource = {
  kind: "website",
  url: "https://asha.example/contact",
  fetched_at: at,
  page_id: "p1",
  span: { start: 0, end: 20 },
};
const of = { label: "", source: site, others: [] };
const report = ResearchReport.parse({
  run_id: "run-1",
  revision: 1,
  type: "primary",
  written_at: at,
  business: {
    ...nothingKnown,
    name: "Asha Diagnostics",
  },
  facts: [
    {
      ...of,
      id: "f1",
      kind: "hours",
      text: "Mon-Fri 9-18",
      status: "stated",
      value: ["mo", "tu", "we", "th", "fr"].map((day) => ({ day, opens: "09:00", closes: "18:00" })),
    },
    { ...of, id: "f2", kind: "language", value: "hi", text: "hi", status: "confirmed" },
    { ...of, id: "f3", kind: "phone", value: "+912041234567", text: "020 4123 4567", status: "disputed" },
    { ...of, id: "f4", kind: "phone", value: "+912041234568", text: "020 4123 4568", status: "disputed" },
  ],
  contradictions: [
    {
      id: "c1",
      kind: "phone",
      topic: "",
      values: [
        { value: "+912041234567", facts: ["f3"] },
        { value: "+912041234568", facts: ["f4"] },
      ],
    },
  ],
  gaps: [{ kind: "policy", question: "What is the cancellation policy?", why: "Customers ask." }],
  themes: [],
  competitors: [],
  opportunities: [],
  questions: [],
  sources: [],
});

const begun: Interview = withNextBatch({
  id: "i1",
  requirementsId: "r1",
  language: "en",
  status: "asking",
  batch: 0,
  asked: [],
  answers: {},
  messages: [],
  remindedAt: null,
  by: "asha",
  createdAt: at,
  updatedAt: at,
  research: { run: "run-1", prompts: [...promptsOf(report, "en")] },
  village: null,
});

/** What a person says, until an answer is left out. */
function heard(interview: Interview, answers: Readonly<Record<string, string>>): Interview {
  let state = interview;
  while (state.status === "asking") {
    const said = openQuestions(state).map(({ id, letter }) => `${letter}) ${answers[id] ?? "As the handbook says"}`);
    state = withNextBatch(withAnswers(state, said.join("\n")));
  }
  return state;
}

const answers = {
  "objectives.goals": "Answer questions",
  "research.languages": "yes",
  "research.hours": "Yes, that is right.",
  "research.c1": "2",
  "research.gap-1": "24 hours ahead, free",
  "consent.personal": "no",
  "kpi.baseline": "20",
  "consent.marketing": "no",
  "payments.take": "no",
  "kpi.target": "30",
  "interaction.first": "no",
  "escalation.within": "10",
  "flow.steps": "Answer",
};

function itemsOf(state: Interview): readonly RequirementItem[] {
  const operations = [
    ...operationsOfAnswers(
      { session: "i1", language: "en", research: state.research },
      { before: new Map(), after: new Map(Object.entries(state.answers)) },
    ),
    ...openOperations(begun, state),
  ];
  const empty = newRequirements({ id: "r1", researchId: "run-1", language: "en", twoPeople: false, by: "asha", at });
  return applyOperations(empty, { operations, by: "asha", via: "interview", at, change: "c" }).state.items;
}

const texts = (items: readonly RequirementItem[], source: RequirementSource["kind"]) =>
  items.flatMap((item) => (item.section === "requirements" && item.source.kind === source ? [item.fields.text] : []));

it("asks about objectives, then contradictions and gaps, and confirms the rest in place of its own questions", () => {
  const state = heard(begun, answers);
  const ids = state.asked.map(({ id }) => id);
  expect(ids.slice(0, 3)).toEqual(["objectives.goals", "research.c1", "research.gap-1"]);
  expect(ids).not.toContain("hours.open");
  expect(ids).not.toContain("languages.spoken");
  expect(state.asked.find(({ id }) => id === "research.hours")?.text).toBe(
    "Your site says: the agent's hours are Mon–Fri 09:00–18:00. Is that right?",
  );
  const items = itemsOf(state);
  expect(texts(items, "fact").sort()).toEqual([
    "The agent answers at these times: Mon–Fri 09:00–18:00",
    "The agent speaks: Hindi",
    "phone: 020 4123 4568",
  ]);
  expect(items.find(({ fields }) => fields.text === "phone: 020 4123 4568")?.source).toEqual({
    kind: "fact",
    research: "run-1",
    fact: "f4",
    url: "https://asha.example/contact",
  });
  expect(texts(items, "answer")).toContain("What is the cancellation policy: 24 hours ahead, free");
});

it("asks in full what is only refused, and takes a correction as the person's own words", () => {
  const refused = heard(begun, { ...answers, "research.hours": "No", "hours.open": "10 am to 7 pm" });
  expect(refused.answers["hours.open"]).toBe("10 am to 7 pm");
  const corrected = heard(begun, { ...answers, "research.hours": "No, 10 am to 7 pm" });
  expect(corrected.asked.map(({ id }) => id)).not.toContain("hours.open");
  expect(texts(itemsOf(corrected), "answer")).toContain("The agent answers at these times: 10 am to 7 pm");
});

it("makes an open question of what nobody knows, and asks it once", () => {
  const skipped = heard(begun, { ...answers, "research.hours": "not sure" });
  expect(skipped.asked.map(({ id }) => id)).not.toContain("hours.open");
  const open = itemsOf(skipped).filter(({ section }) => section === "open_questions");
  expect(open.map(({ fields }) => fields.text)).toEqual([
    "Your site says: the agent's hours are Mon–Fri 09:00–18:00. Is that right?",
  ]);
});

it("drops the fact as the source once the answer changes", () => {
  const before = new Map([["hours.open", "Mon–Fri 09:00–18:00"]]);
  const operations = operationsOfAnswers(
    { session: "i1", language: "en", research: begun.research },
    { before, after: new Map([["hours.open", "24/7"]]) },
  );
  expect(operations.map(({ op, ...rest }) => [op, "source" in rest && rest.source.kind])).toEqual([
    ["take-back", "fact"],
    ["take-back", "fact"],
    ["put", "answer"],
    ["put", "answer"],
  ]);
});

it.each([
  ["हाँ", "Mon–Fri 09:00–18:00"],
  ["Yes, but 10 am to 4 pm on Fridays", "but 10 am to 4 pm on Fridays"],
  ["नहीं", "wrong"],
  ["maybe", undefined],
])("reads %s", (text, expected) => {
  const hours = begun.research?.prompts.find(({ id }) => id === "research.hours");
  expect(hours && answerOfPrompt(hours, text)).toBe(expected);
});
