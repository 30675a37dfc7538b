import {
  type ReminderStage,
  researchTaskActed,
  researchTaskEnded,
  researchTaskLeaseEnded,
  researchTaskReminderDue,
  researchTaskRequested,
  researchTasksRequested,
  type TaskAction,
} from "../../../shared/events/index.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { actOnTask } from "./act.ts";
import { createTask, endLease, joinTask, openTaskSet, remindOfTask } from "./steps.ts";
import type { ResearchTask, TaskSet } from "./task.ts";

const tenantId = TenantId.parse("shop");
const asked = new Date("2026-11-28T10:00:00.000Z");
const inHours = (hours: number) => new Date(asked.getTime() + hours * 3_600_000);
const envelope = { id: "e1", tenantId, key: "k", at: asked };
const question = {
  key: "hours",
  question: "When do they close?",
  why: "Customers ask.",
  evidence: ["url" as const, "note" as const],
  dueAfterHours: 48,
};

const requested = {
  taskId: "t1",
  runId: "r1",
  business: "Lamps",
  playbook: "retail",
  question,
  at: asked.toISOString(),
};
const created = createTask.decide(
  undefined,
  envelopeOf(researchTaskRequested, { ...envelope, data: requested }),
  undefined,
  asked,
);
if (!created) throw new Error("no task");
const open = created.document;

function act(task: ResearchTask | undefined, by: string, action: TaskAction, at = inHours(1)) {
  const data = { taskId: "t1", by, at: at.toISOString(), action };
  const decision = actOnTask.decide(task, envelopeOf(researchTaskActed, { ...envelope, data }), undefined, at);
  if (!decision) throw new Error("nothing decided");
  return decision;
}
const claim: TaskAction = { action: "claim", hours: 4 };
const note = { kind: "note", value: "Asked on the telephone" } as const;
const reply: TaskAction = { action: "answer", text: "At eight.", evidence: [note] };
const accept: TaskAction = { action: "review", accepted: true, comment: null };
const claimed = act(open, "asha", claim).document;
const answered = act(claimed, "asha", reply).document;
const returned = act(answered, "ravi", { action: "review", accepted: false, comment: "Sundays?" }).document;

describe("a task", () => {
  it("is claimed for some hours, and by its holder again", () => {
    expect(claimed).toMatchObject({ status: "claimed", assignee: "asha", claimedUntil: inHours(5).toISOString() });
    expect(act(claimed, "asha", claim, inHours(3)).document).toMatchObject({
      claims: 2,
      claimedUntil: inHours(7).toISOString(),
    });
  });

  it("goes back when the claim ends, and not for an earlier claim", () => {
    const ended = (task: ResearchTask, count: number) => {
      const data = { taskId: "t1", claim: count };
      return endLease.decide(task, envelopeOf(researchTaskLeaseEnded, { ...envelope, data }), undefined, inHours(5));
    };
    expect(ended(claimed, 1)?.document).toMatchObject({ status: "open", assignee: null, claimedUntil: null });
    expect(ended(act(claimed, "asha", claim, inHours(3)).document, 1)).toBeUndefined();
    expect(ended(answered, 1)).toBeUndefined();
  });

  it("can be claimed by another once the claim is over, even before that is noted", () => {
    expect(act(claimed, "ravi", claim, inHours(5)).document).toMatchObject({ assignee: "ravi", claims: 2 });
  });

  it("keeps files of its holder, and an answer may rest on them and on no others", () => {
    const file = { id: "f1", name: "menu.png", contentType: "image/png", size: 9 };
    const attach: TaskAction = { action: "attach", file };
    const kept = act(claimed, "asha", attach).document;
    expect(kept.files).toEqual([file]);
    expect(() => act(kept, "asha", attach)).toThrow("nothing decided");
    expect(() => act(claimed, "ravi", attach)).toThrow("Claim it first");
    const full = { ...kept, files: Array.from({ length: 10 }, (_, index) => ({ ...file, id: `g${index}` })) };
    expect(() => act(full, "asha", attach)).toThrow("the most");
    const resting = (value: string): TaskAction => ({ ...reply, evidence: [{ kind: "file", value }, note] });
    expect(act(kept, "asha", resting("f1")).document).toMatchObject({ status: "answered", files: [file] });
    expect(() => act(kept, "asha", resting("f2"))).toThrow("no such file");
  });

  it("has its outcome when another person accepts the answer", () => {
    expect(act(answered, "ravi", accept)).toMatchObject({
      document: { status: "reviewed", answer: { by: "asha", text: "At eight." }, review: { by: "ravi" } },
      publish: [
        { type: "research-task-ended", data: { outcome: { answeredBy: "asha", reviewedBy: "ravi" } } },
        { type: "research-evidence-added", data: { evidenceId: "t1", text: "When do they close?\nAt eight." } },
      ],
    });
  });

  it("is corrected after it was returned", () => {
    expect(returned).toMatchObject({ status: "returned", assignee: null, review: { comment: "Sundays?" } });
    expect(act(act(returned, "mina", claim).document, "mina", reply).document).toMatchObject({
      answer: { by: "mina" },
    });
    expect(act(act(returned, "mina", claim).document, "mina", { action: "release" }).document.status).toBe("returned");
  });

  it.each<[string, ResearchTask | undefined, string, TaskAction, Date, string]>([
    ["a claim of what somebody has", claimed, "ravi", claim, inHours(2), "research-task-claimed"],
    ["a claim of an answer", answered, "ravi", claim, inHours(2), "research-task-answered"],
    ["an answer without a claim", open, "asha", reply, inHours(1), "research-task-not-yours"],
    ["an answer of somebody else", claimed, "ravi", reply, inHours(2), "research-task-not-yours"],
    ["an answer after the claim", claimed, "asha", reply, inHours(5), "research-task-not-yours"],
    ["no evidence", claimed, "asha", { ...reply, evidence: [] }, inHours(2), "research-evidence-missing"],
    ["a review by the author", answered, "asha", accept, inHours(2), "research-reviewer-is-author"],
    ["a review by the author in other letters", answered, " Asha", accept, inHours(2), "research-reviewer-is-author"],
    ["a review of nothing", claimed, "ravi", accept, inHours(2), "research-task-not-answered"],
    [
      "a return without a word",
      answered,
      "ravi",
      { ...accept, accepted: false },
      inHours(2),
      "research-comment-missing",
    ],
    [
      "anything after the end",
      act(open, "asha", { action: "waive", reason: "x" }).document,
      "ravi",
      claim,
      inHours(2),
      "research-task-ended",
    ],
    ["a task that is not there", undefined, "ravi", claim, inHours(2), "research-task-not-found"],
  ])("refuses %s", (_, task, by, action, at, code) => {
    expect(() => act(task, by, action, at)).toThrow(expect.objectContaining({ code }));
  });

  it("reminds at half of its time, at its end, and once more, until it has its outcome", () => {
    const remind = (task: ResearchTask, stage: ReminderStage) => {
      const data = { taskId: "t1", stage };
      return remindOfTask.decide(
        task,
        envelopeOf(researchTaskReminderDue, { ...envelope, data }),
        undefined,
        inHours(24),
      );
    };
    expect(created.schedule).toMatchObject([{ at: inHours(24), data: { stage: "half" } }]);
    expect(remind(open, "half")).toMatchObject({
      publish: [{ data: { stage: "half" } }],
      schedule: [{ at: inHours(48) }],
    });
    expect(remind(claimed, "due")).toMatchObject({
      publish: [{ data: { assignee: "asha" } }],
      schedule: [{ at: inHours(72) }],
    });
    expect(remind(answered, "late")).toMatchObject({ publish: [{ data: { status: "answered" } }], schedule: [] });
    expect(remind(act(answered, "ravi", accept).document, "due")).toBeUndefined();
  });
});

describe("the tasks of a research", () => {
  const data = {
    runId: "r1",
    business: "Lamps",
    playbook: "retail",
    questions: [question, { ...question, key: "area" }],
    by: "asha",
  };
  const request = envelopeOf(researchTasksRequested, { ...envelope, data });
  const opened = openTaskSet.decide(undefined, request, undefined, asked);
  const set = opened?.document as TaskSet;
  const end = (known: TaskSet, taskId: string, status: "reviewed" | "waived") => {
    const outcome =
      status === "waived"
        ? { status, reason: "x", by: "asha" }
        : { status, question: "", answer: "", evidence: [], answeredBy: "a", answeredAt: "", reviewedBy: "b" };
    const told = { taskId, runId: "r1", outcome, at: asked.toISOString() };
    return joinTask.decide(known, envelopeOf(researchTaskEnded, { ...envelope, data: told }), undefined, asked);
  };

  it("are asked for once", () => {
    expect(opened?.publish).toHaveLength(2);
    expect(openTaskSet.decide(set, request, undefined, asked)).toBeUndefined();
    expect(
      createTask.decide(open, envelopeOf(researchTaskRequested, { ...envelope, data: requested }), undefined, asked),
    ).toBeUndefined();
  });

  it("are settled by the last outcome, once", () => {
    const [first = "", second = ""] = set.join.pending;
    const half = end(set, first, "reviewed");
    expect(half?.publish).toBeUndefined();
    expect(end(half?.document as TaskSet, first, "waived")).toBeUndefined();
    const whole = end(half?.document as TaskSet, second, "waived");
    expect(whole?.publish).toMatchObject([{ type: "research-tasks-settled", data: { reviewed: 1, waived: 1 } }]);
  });
});
