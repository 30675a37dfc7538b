import { interviewGraph } from "../../functions/engines/prd/interview/interview-graph.ts";
import type { InterviewView } from "../../functions/engines/prd/interview/interview-routes.ts";
import { interviews, openQuestions } from "../../functions/engines/prd/interview/session.ts";
import { hearStep, startInterviewStep } from "../../functions/engines/prd/interview/steps.ts";
import { interviewMessageWritten, interviewStarted } from "../../shared/events/index.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import { until } from "../contracts/open-platform.ts";
import { flow, newWord } from "../flows/stage/flow.ts";
import { faultyPlatform } from "./faulty-platform.ts";

const at = new Date("2026-11-29T10:00:00.000Z");
const models = { generate: () => Promise.reject(new Error("The model was asked.")) };
const data = {
  interviewId: "i1",
  requirementsId: "r1",
  title: "Desk",
  researchId: null,
  language: "en" as const,
  twoPeople: false,
  by: "asha",
  at: at.toISOString(),
};
const begun = envelopeOf(interviewStarted, { id: "start", tenantId, key: "i1", at, data });
const message = (id: string, text: string) =>
  envelopeOf(interviewMessageWritten, {
    id,
    tenantId,
    key: "i1",
    at,
    data: { interviewId: "i1", text, by: "asha", at: at.toISOString() },
  });
const said = [message("m1", "Book more tests"), message("m2", "a) Patients b) WhatsApp c) Hindi d) 9 to 6")];

/** Starts an interview and says two things. The process dies at its nth call of the platform, before or after it. */
async function goThrough(platform: Platform, death: number, when: "before" | "after"): Promise<boolean> {
  let calls = 0;
  const dying = faultyPlatform(platform, () => {
    calls += 1;
    if (calls > death) return { status: "unavailable", when: "before" };
    return calls === death ? { status: "unavailable", when } : undefined;
  });
  const steps = [
    (runner: ReturnType<typeof runnerWith>) => runner.run(startInterviewStep(platform), begun, { repeatable: true }),
    ...said.map((event) => (runner: ReturnType<typeof runnerWith>) => {
      return runner.run(hearStep({ hear: interviewGraph({ models, model: "m" }) }), event, { repeatable: true });
    }),
  ];
  const read = async () => (await platform.documents.get(tenantId, interviews.collection, "i1"))?.data.state;
  let isDead = false;
  for (const run of steps) {
    const before = await read();
    try {
      if (!isDead) {
        await run(runnerWith(dying));
        continue;
      }
    } catch {
      isDead = true;
      // What the next process finds: the questions of before the message, or those of after it, and nothing between.
      const left = await read();
      await run(runnerWith(platform));
      const after = await read();
      const questions = [before, after].map((each) => each && openQuestions(each));
      expect(questions).toContainEqual(left && openQuestions(left));
      continue;
    }
    await run(runnerWith(platform));
  }
  return isDead;
}

it("resumes with the same open questions wherever it dies, and hears each message once", async () => {
  let expected: unknown;
  for (const when of ["before", "after"] as const)
    for (let death = 0, isDead = true; isDead; death += 1) {
      const { platform, close } = openTestPlatform(() => at);
      try {
        // Nobody dies at first: what comes of it is what must always come of it.
        if (death === 0) await goThrough(platform, Number.POSITIVE_INFINITY, when);
        else isDead = await goThrough(platform, death, when);
        const stored = await platform.documents.get(tenantId, interviews.collection, "i1");
        const { state } = stored?.data ?? {};
        expected ??= state;
        expect(state).toEqual(expected);
        expect(state?.messages).toHaveLength(5);
        if (!isDead) expect(death).toBeGreaterThan(6);
      } finally {
        await close();
      }
    }
});

const world = flow();

it("keeps its open questions when the process is killed with a message in flight, and hears it when it comes again", async () => {
  const { product, outside } = world;
  const client = "client_123";
  const send = (body: object, key: string, id: string) =>
    product.api<InterviewView>(`POST /v1/prd/sessions/${id}/messages`, {
      client,
      body,
      headers: { "idempotency-key": key },
    });
  const { body: started } = await product.api<InterviewView>("POST /v1/prd/sessions", {
    client,
    body: { client_id: client },
  });
  const id = started.session_id;
  const { body: asked } = await send({ text: "Book more tests" }, newWord(), id);
  const word = newWord();
  // Without letters a model is asked, and dies with the process.
  await outside.script(
    word,
    { text: "{}", delayMs: 30_000 },
    { text: JSON.stringify({ answers: [{ letter: "a", words: `patients ${word}` }] }) },
  );
  const text = `It is patients ${word} who write`;
  const lost = send({ text }, word, id).catch(() => "cut off");
  await until("the model is asked", async () => (await outside.asked(word)).length === 1);
  await product.kill();
  expect(await lost).toBe("cut off");
  await product.restart();
  const { body: resumed } = await product.api<InterviewView>(`GET /v1/prd/sessions/${id}`, { client });
  expect([resumed.open, resumed.messages.length]).toEqual([asked.open, 3]);
  const { body: heard } = await send({ text }, word, id);
  expect(heard.open.map(({ letter }) => letter)).toEqual(["b", "c", "d"]);
  const { body: again } = await send({ text }, word, id);
  expect([again.open, again.messages.length]).toEqual([heard.open, 5]);
});
