import { itemsIn } from "../../../../shared/contracts/lifecycle/requirements.ts";
import { interviewMessageWritten, interviewReminderDue, interviewStarted } from "../../../../shared/events/index.ts";
import type { Models } from "../../../../shared/models/model.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../../shared/runtime/runner.ts";
import { openTestPlatform } from "../../../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { requirements } from "../document/requirements.ts";
import { editRequirements } from "../document/steps.ts";
import { contradictions } from "./contradictions.ts";
import { withNextBatch } from "./hear-message.ts";
import { english, hindi } from "./interview-answers.fixture.ts";
import { interviewGraph } from "./interview-graph.ts";
import { openOperations } from "./open-operations.ts";
import { interviewQuestions, questionOf } from "./questions.ts";
import { type Interview, interviews, openQuestions } from "./session.ts";
import { hearStep, remindOfInterview, startInterviewStep } from "./steps.ts";

const tenantId = TenantId.parse("clinic");
const started = new Date("2026-11-29T10:00:00.000Z");

/** An interview on a real platform. Every message makes new steps, as after the death of the process. */
async function openInterview(language: "en" | "hi", models: Partial<Models> = {}) {
  let minute = 0;
  const now = () => new Date(started.getTime() + minute * 60_000);
  const { platform, close } = openTestPlatform(now);
  const runner = createRunner({ platform, senders: {}, log: createLogger({ level: "silent" }), now });
  const unscripted: Models["generate"] = () => Promise.reject(new Error("The model was asked."));
  const asking = { generate: unscripted, ...models };
  platform.bus.subscribe(runner.subscription(editRequirements as unknown as AnyStep));
  await platform.bus.start();
  const at = started.toISOString();
  const data = {
    interviewId: "i1",
    requirementsId: "r1",
    title: "Front desk",
    researchId: null,
    language,
    twoPeople: false,
    by: "asha",
    at,
  };
  await runner.run(
    startInterviewStep({ documents: platform.documents }),
    envelopeOf(interviewStarted, { id: "start", tenantId, key: "i1", at: started, data }),
  );
  const state = async () => {
    const stored = await platform.documents.get(tenantId, interviews.collection, "i1");
    if (!stored) throw new Error("There is no interview.");
    return stored.data.state;
  };
  return {
    platform,
    runner,
    state,
    close,
    /** Delivered twice: the second delivery finds it handled. */
    async say(text: string): Promise<Interview> {
      minute += 1;
      const said = { interviewId: "i1", text, by: "asha", at: now().toISOString() };
      const event = envelopeOf(interviewMessageWritten, {
        id: `m${minute}`,
        tenantId,
        key: "i1",
        at: now(),
        data: said,
      });
      const step = () => hearStep({ hear: interviewGraph({ models: asking, model: "m" }) });
      await runner.run(step(), event);
      const once = await state();
      await runner.run(step(), event, { repeatable: true });
      expect(await state()).toEqual(once);
      return once;
    },
    async items() {
      // The edits come by the bus, in order.
      for (let tries = 0; tries < 200; tries += 1) {
        const { items = [] } =
          (await platform.documents.get(tenantId, requirements.collection, "r1"))?.data.state ?? {};
        const answered = new Set(
          items.flatMap(({ source }) => (source.kind === "answer" ? [source.question.split("#")[0]] : [])),
        );
        const figures = ["kpi.baseline", "escalation.within", "consent.days"];
        const wanted = Object.keys((await state()).answers).filter((id) => !figures.includes(id));
        if (wanted.every((id) => answered.has(id))) return items;
        await new Promise((ready) => setTimeout(ready, 10));
      }
      throw new Error("The document lacks answers.");
    },
  };
}

const reply = (interview: Interview, answers: Readonly<Record<string, string>>) =>
  openQuestions(interview)
    .map(({ id, letter }) => `${letter}) ${answers[id] ?? "As the staff handbook says"}`)
    .join("\n");

async function toEnd(interview: Awaited<ReturnType<typeof openInterview>>, answers: Readonly<Record<string, string>>) {
  let state = await interview.state();
  while (state.status === "asking") state = await interview.say(reply(state, answers));
  return state;
}

it.each([
  ["en", english],
  ["hi", hindi],
] as const)(
  "asks everything once, in %s, and writes all aspects into the document",
  async (language, answers) => {
    const interview = await openInterview(language);
    try {
      const { asked, batch } = await toEnd(interview, answers);
      expect(batch).toBeLessThanOrEqual(12);
      expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
      expect(new Set(asked.map(({ text }) => text)).size).toBe(asked.length);
      expect(asked[0]?.id).toBe("objectives.goals");
      const aspects = new Set(itemsIn(await interview.items(), "requirements").map(({ aspect }) => aspect));
      for (const aspect of [
        "interaction",
        "content",
        "style",
        "escalation",
        "consent",
        "hours",
        "languages",
        "payments",
        "edge_case",
      ])
        expect(aspects).toContain(aspect);
      const items = await interview.items();
      expect(itemsIn(items, "flows")).toHaveLength(1);
      const [nodes, edges] = [itemsIn(items, "flow_nodes"), itemsIn(items, "flow_edges")];
      expect(nodes.map(({ kind }) => kind)).toEqual(
        language === "en" ? ["start", "ask", "tool", "handoff", "tool", "end"] : ["start", "ask", "tool", "end"],
      );
      expect(edges.map(({ from, to }) => [from, to])).toEqual(
        nodes.slice(1).map(({ id }, index) => [nodes[index]?.id, id]),
      );
      expect(itemsIn(items, "escalation")).toMatchObject([{ within_minutes: 10 }]);
      expect(itemsIn(items, "data")).toMatchObject([{ retention_days: 90 }]);
      const [experiment] = itemsIn(await interview.items(), "experiments");
      expect(experiment?.sample_size).toBe(language === "en" ? 1094 : 294);
    } finally {
      await interview.close();
    }
  },
  60_000,
);

it("asks about contradicting answers, and the document follows what is chosen", async () => {
  const interview = await openInterview("en");
  try {
    const answers = { ...english, "objectives.goals": "Sell tests", "payments.take": "No", "cross.payments": "1" };
    const { asked } = await toEnd(interview, answers);
    expect(asked.filter(({ id }) => id === "cross.payments")).toHaveLength(1);
    expect(asked.some(({ id }) => id === "payments.refunds")).toBe(true);
    const texts = itemsIn(await interview.items(), "requirements").map(({ text }) => text);
    expect(texts).toContain("The agent takes payments: Yes");
  } finally {
    await interview.close();
  }
}, 60_000);

it("writes what nobody was asked any more, after twelve batches, as open questions", () => {
  const asked = Array.from({ length: 12 }, (_, batch) => ({
    id: `past.${batch}`,
    clarifies: null,
    letter: "a",
    batch: batch + 1,
    text: "?",
    status: "answered" as const,
    answer: "As said",
  }));
  const before: Interview = {
    id: "i1",
    requirementsId: "r1",
    language: "en",
    status: "asking",
    batch: 12,
    asked,
    messages: [],
    by: "asha",
    answers: { "objectives.goals": "Book", "consent.personal": "no" },
    research: null,
    village: null,
    remindedAt: null,
    createdAt: "",
    updatedAt: "",
  };
  const after = withNextBatch(before);
  expect(after.status).toBe("finished");
  const texts = openOperations(before, after).map((operation) => operation.op === "put" && operation.fields.text);
  expect(texts).toContain("How should the agent sound?");
  // What only a yes leads to is not open.
  expect(texts).not.toContain("After how many days is that data deleted?");
});

it("asks once more what it did not understand, then leaves it open in the document and guesses nothing", async () => {
  const interview = await openInterview("en");
  try {
    const vague = { ...english, "hours.open": "whenever it suits", "hours.open.clearly": "you know, usually" };
    const { asked, answers } = await toEnd(interview, vague);
    expect(asked.filter(({ id }) => id.startsWith("hours.open")).map(({ status }) => status)).toEqual([
      "unclear",
      "unclear",
    ]);
    expect(answers["hours.open"]).toBeUndefined();
    await interview.items();
    const stored = await interview.platform.documents.get(tenantId, requirements.collection, "r1");
    expect(itemsIn(stored?.data.state.items ?? [], "requirements").some(({ aspect }) => aspect === "hours")).toBe(
      false,
    );
  } finally {
    await interview.close();
  }
}, 60_000);

it("takes from a model only words that the message has", async () => {
  const text = JSON.stringify({
    answers: [
      { letter: "a", words: "our patients" },
      { letter: "b", words: "by fax" },
    ],
  });
  const generate: Models["generate"] = async () => ({
    model: "m",
    served: "m",
    parts: [{ type: "text", text }],
    finish: "stop",
    inputTokens: 1,
    outputTokens: 1,
  });
  const interview = await openInterview("en", { generate });
  try {
    await interview.say("Book more tests");
    const { answers } = await interview.say("It is our patients who write, mostly in the evening");
    expect(answers["interaction.users"]).toBe("our patients");
    expect(answers["interaction.channels"]).toBeUndefined();
  } finally {
    await interview.close();
  }
}, 60_000);

it("goes on after a week: it reminds once, and keeps all answers", async () => {
  const interview = await openInterview("en");
  try {
    const before = await interview.say("Book more tests");
    const due = envelopeOf(interviewReminderDue, {
      id: "due",
      tenantId,
      key: "i1",
      at: started,
      data: { interviewId: "i1", since: before.updatedAt },
    });
    await interview.runner.run(remindOfInterview, due);
    const reminded = await interview.state();
    expect(reminded.messages.at(-1)?.text).toContain("All answers so far are kept.");
    expect(openQuestions(reminded)).toEqual(openQuestions(before));
    const later = { ...due, id: "due again" };
    await interview.runner.run(remindOfInterview, later);
    expect((await interview.state()).messages).toHaveLength(reminded.messages.length);
    expect((await toEnd(interview, english)).status).toBe("finished");
  } finally {
    await interview.close();
  }
}, 60_000);

it("never asks two things in one question", () => {
  const texts = interviewQuestions.map(({ ask }) => ask);
  for (const { en, hi } of texts) {
    expect(en.match(/\?/g)).toHaveLength(1);
    expect(hi.match(/\?/g)).toHaveLength(1);
    expect(en).not.toMatch(/\b(and|or|as well as)\b/i);
    expect(hi).not.toMatch(/ (और|या|तथा) /);
  }
  for (const { ways } of contradictions)
    for (const way of ways) if (typeof way !== "string") expect(questionOf(way[0])).toBeDefined();
});
