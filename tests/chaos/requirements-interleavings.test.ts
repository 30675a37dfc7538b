import fc from "fast-check";
import type { RequirementOperation } from "../../functions/engines/prd/document/operation.ts";
import {
  type Requirements,
  requirements,
  requirementsChanges,
} from "../../functions/engines/prd/document/requirements.ts";
import { editRequirements } from "../../functions/engines/prd/document/steps.ts";
import { interviewGraph } from "../../functions/engines/prd/interview/interview-graph.ts";
import { hearStep, startInterviewStep } from "../../functions/engines/prd/interview/steps.ts";
import { interviewMessageWritten, interviewStarted, requirementsEdited } from "../../shared/events/index.ts";
import type { Envelope } from "../../shared/platform/bus.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { envelopeOf } from "../../shared/runtime/envelope.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";

/**
 * Two editors and the interview change one stored document, each from what they last read. Every read and every commit of
 * each waits until the others have done what chance puts before it. (apply-operations.test.ts has 1,000 interleavings of
 * the arithmetic alone.)
 */

const at = new Date("2026-11-29T10:00:00.000Z");
const models = { generate: () => Promise.reject(new Error("The model was asked.")) };
const hear = hearStep({ hear: interviewGraph({ models, model: "m" }) });

let opened: ReturnType<typeof openTestPlatform>;
beforeAll(() => {
  opened = openTestPlatform();
});
afterAll(() => opened.close());

const editing = fc.array(
  fc.record({ type: fc.constantFrom("append", "prepend", "replace", "add"), item: fc.constantFrom("REQ-1", "REQ-2") }),
  { minLength: 1, maxLength: 3 },
);
let documents = 0;

it("loses no edit of two editors and the interview, whatever the order of their reads and commits", async () => {
  let merged = 0;
  let conflicted = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), editing, editing, async (scheduler, asha, ravi) => {
      documents += 1;
      const id = `prd-${documents}`;
      await begin(id);
      const world = worldOf(scheduler, id);
      const [first, second] = [world.editor("asha", asha), world.editor("ravi", ravi)];
      await scheduler.waitFor(Promise.all([first.work(), second.work(), world.interview()]));
      const state = await stateOf(id);
      const stands = JSON.stringify(state.items);
      const shown = JSON.stringify(state.conflicts);
      for (const word of [...first.written, ...second.written])
        expect(
          stands.includes(word) || shown.includes(word) || first.replaced.has(word) || second.replaced.has(word)
            ? "kept"
            : `lost ${word}`,
        ).toBe("kept");
      for (const said of ["Book more tests", "Patients"]) expect(stands).toContain(said);
      merged += first.merged + second.merged;
      conflicted += state.conflicts.length;
      expect(await historyOf(id)).toEqual(Array.from({ length: state.revision - 1 }, (_, index) => index + 2));
    }),
    { numRuns: 40 },
  );
  // The property has met what it is about.
  expect(merged).toBeGreaterThan(10);
  expect(conflicted).toBeGreaterThan(10);
}, 120_000);

/** An interview with its document, and two requirements in it. */
async function begin(id: string): Promise<void> {
  const runner = runnerWith(opened.platform);
  const of = { interviewId: id, requirementsId: id, title: "Desk", researchId: null, language: "en" as const };
  const data = { ...of, twoPeople: false, by: "asha", at: at.toISOString() };
  const started = envelopeOf(interviewStarted, { id: `start-${id}`, tenantId, key: id, at, data });
  await runner.run(startInterviewStep(opened.platform), started, { repeatable: true });
  const add = (text: string): RequirementOperation => ({
    op: "add",
    section: "requirements",
    fields: { text, priority: "must", aspect: "content" },
  });
  const operations = [add("Quote the price of each test"), add("Answer in Hindi")];
  await runner.run(editRequirements, edited(id, { id: `begin-${id}`, by: "asha", operations }), { repeatable: true });
}

function edited(
  requirementsId: string,
  { id, by, operations }: { readonly id: string; readonly by: string; readonly operations: RequirementOperation[] },
): Envelope {
  const data = { requirementsId, operations, by, via: "hand" as const, at: at.toISOString() };
  return envelopeOf(requirementsEdited, { id, tenantId, key: requirementsId, at, data });
}

async function stateOf(id: string, documentsOf: Documents = opened.platform.documents): Promise<Requirements> {
  const stored = await documentsOf.get(tenantId, requirements.collection, id);
  if (stored === undefined) throw new Error(`There is no document ${id}.`);
  return stored.data.state;
}

/** The revisions that have a change in the history, in order. */
async function historyOf(id: string): Promise<readonly number[]> {
  const { items } = await opened.platform.documents.query(tenantId, requirementsChanges, {
    where: [["requirementsId", "==", id]],
    orderBy: { field: "revision", direction: "desc" },
    limit: 100,
  });
  return items.map(({ data }) => data.revision).toReversed();
}

/** Writers whose reads and commits `scheduler` puts in order. */
function worldOf(scheduler: fc.Scheduler, id: string) {
  const { platform } = opened;
  const published: Envelope[] = [];
  const inOrder: Documents = {
    ...platform.documents,
    async get(...given) {
      await scheduler.schedule(Promise.resolve(), "get");
      return platform.documents.get(...given);
    },
    async commit(...given) {
      await scheduler.schedule(Promise.resolve(), "commit");
      return platform.documents.commit(...given);
    },
  };
  const bus: Platform["bus"] = { ...platform.bus, publish: async (envelopes) => void published.push(...envelopes) };
  const runner = runnerWith({ ...platform, documents: inOrder, bus });

  /** As the bus does: what met too many others is delivered again. */
  async function deliver(step: AnyStep, envelope: Envelope): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await runner.handle(step, { envelope, attempt: 1 });
      if (outcome.type === "done") return;
      if (outcome.type === "dead" || attempt === 20) throw new Error(`${step.name}: ${JSON.stringify(outcome)}`);
    }
  }

  function editor(by: string, edits: readonly { readonly type: string; readonly item: string }[]) {
    const written: string[] = [];
    /** Words that this editor saw and took away. */
    const replaced = new Set<string>();
    const counted = { merged: 0 };
    async function work(): Promise<void> {
      for (const [index, { type, item }] of edits.entries()) {
        const word = `${by}${index}`;
        const read = await stateOf(id, inOrder);
        const before = String(read.items.find((each) => each.id === item)?.fields.text);
        const value = type === "append" ? `${before} ${word}` : type === "prepend" ? `${word} ${before}` : word;
        const fields = { text: word, priority: "must", aspect: "content" };
        const operation: RequirementOperation =
          type === "add"
            ? { op: "add", section: "requirements", fields }
            : { op: "set", id: item, field: "text", before, value };
        await deliver(
          editRequirements as unknown as AnyStep,
          edited(id, { id: `${id}-${word}`, by, operations: [operation] }),
        );
        written.push(word);
        const after = await stateOf(id);
        if (after.revision > read.revision + 1) counted.merged += 1;
        if (type === "replace") for (const each of before.match(/(?:asha|ravi)\d/g) ?? []) replaced.add(each);
      }
    }
    return {
      work,
      written,
      replaced,
      get merged() {
        return counted.merged;
      },
    };
  }

  return {
    editor,
    /** A person answers the interview, whose answers become edits of the document. */
    async interview(): Promise<void> {
      for (const [index, text] of ["Book more tests", "a) Patients b) WhatsApp c) Hindi d) 9 to 6"].entries()) {
        const data = { interviewId: id, text, by: "meera", at: at.toISOString() };
        const message = { id: `${id}-said-${index}`, tenantId, key: id, at, data };
        await deliver(hear as unknown as AnyStep, envelopeOf(interviewMessageWritten, message));
        for (const envelope of published.splice(0)) await deliver(editRequirements as unknown as AnyStep, envelope);
      }
    },
  };
}
