import {
  type ResearchEvidenceAdded,
  type ResearchTaskActed,
  researchEvidenceAdded,
  researchTaskActed,
  researchTaskEnded,
  researchTaskLeaseEnded,
  type TaskAction,
} from "../../../shared/events/index.ts";
import { claimLimits } from "../../../shared/events/lifecycle/research-claims.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { normalized } from "../../../shared/schema/bounded-text.ts";
import { type ResearchTask, researchTasks } from "./task.ts";

type Act<A extends TaskAction["action"]> = {
  readonly task: ResearchTask;
  readonly by: string;
  readonly at: string;
  readonly now: Date;
  readonly wish: Extract<TaskAction, { action: A }>;
};

type TaskEvidenceGiven = Act<"answer">["wish"]["evidence"][number];

/** What people do with a task. Two who act at once are told apart by the document's version. */
export const actOnTask = step<ResearchTaskActed, ResearchTask>({
  name: "research-tasks-act",
  on: researchTaskActed,
  publishes: [researchTaskEnded, researchEvidenceAdded],
  schedules: [researchTaskLeaseEnded],
  document: researchTasks,
  documentId: ({ data }) => data.taskId,
  exclusive: false,
  decide(task, { data: { taskId, by, at, action } }, _gathered, now) {
    if (!task) throw new TerminalError("research-task-not-found", `There is no task "${taskId}".`);
    if (task.status === "reviewed" || task.status === "waived")
      throw new TerminalError("research-task-ended", `The task is ${task.status} already.`);
    const given = { task, by, at, now };
    switch (action.action) {
      case "claim":
        return claim({ ...given, wish: action });
      case "release":
        return release({ ...given, wish: action });
      case "attach":
        return attach({ ...given, wish: action });
      case "answer":
        return answer({ ...given, wish: action });
      case "review":
        return review({ ...given, wish: action });
      case "waive":
        return waive({ ...given, wish: action });
    }
  },
});

/** Whether two subjects are one person: their names differ in nothing that a person would see. */
export function isSamePerson(one: string | null, other: string): boolean {
  const plain = (name: string) => normalized(name, "NFKC").trim().toLowerCase();
  return one !== null && plain(one) === plain(other);
}

function claim({ task, by, now, wish }: Act<"claim">): Decision<ResearchTask> {
  if (task.status === "answered")
    throw refused("research-task-answered", "The task is answered and waits for a review.");
  if (isHeld(task, now) && !isSamePerson(task.assignee, by))
    throw refused("research-task-claimed", `${task.assignee} has the task until ${task.claimedUntil}.`);
  const claims = task.claims + 1;
  const until = new Date(now.getTime() + wish.hours * 3_600_000);
  const ended = newEvent(researchTaskLeaseEnded, task.id, { taskId: task.id, claim: claims });
  return {
    document: { ...task, status: "claimed", assignee: by, claims, claimedUntil: until.toISOString() },
    schedule: [{ ...ended, name: `research-task-lease-${task.id}-${claims}`, at: until, returns: true }],
  };
}

function release({ task, by, now }: Act<"release">): Decision<ResearchTask> {
  requireHolder(task, by, now);
  return { document: unclaimed(task) };
}

const mostFiles = 10;

/** The same file again changes nothing. */
function attach({ task, by, now, wish: { file } }: Act<"attach">): Decision<ResearchTask> | undefined {
  requireHolder(task, by, now);
  if (task.files.some(({ id }) => id === file.id)) return undefined;
  if (task.files.length >= mostFiles)
    throw refused("research-files-full", `The task has ${mostFiles} files, which is the most.`);
  return { document: { ...task, files: [...task.files, file] } };
}

function answer({ task, by, at, now, wish }: Act<"answer">): Decision<ResearchTask> {
  requireHolder(task, by, now);
  const isUnknown = ({ kind, value }: TaskEvidenceGiven) =>
    kind === "file" && !task.files.some(({ id }) => id === value);
  if (wish.evidence.some(isUnknown))
    throw refused("research-file-unknown", "The task has no such file. Send it to `/files` of the task first.");
  const wanted = task.evidence;
  if (wanted.length > 0 && !wish.evidence.some(({ kind }) => wanted.includes(kind)))
    throw refused("research-evidence-missing", `The answer needs evidence. Add one of: ${wanted.join(", ")}.`);
  const given = { by, text: wish.text, evidence: wish.evidence, at };
  return { document: { ...task, status: "answered", claimedUntil: null, answer: given } };
}

function review({ task, by, at, wish }: Act<"review">): Decision<ResearchTask> {
  const { answer: given } = task;
  if (task.status !== "answered" || !given)
    throw refused("research-task-not-answered", `The task is ${task.status}. Only an answer can be reviewed.`);
  if (isSamePerson(given.by, by))
    throw refused("research-reviewer-is-author", "You wrote this answer. Somebody else has to review it.");
  const { accepted, comment } = wish;
  if (!accepted && comment === null)
    throw refused("research-comment-missing", "Say in `comment` what is missing, so that the answer can be corrected.");
  const reviewed = { ...task, review: { by, accepted, comment, at } };
  if (!accepted) return { document: { ...reviewed, status: "returned", assignee: null } };
  const outcome = {
    status: "reviewed" as const,
    question: task.question,
    answer: given.text,
    evidence: given.evidence,
    answeredBy: given.by,
    answeredAt: given.at,
    reviewedBy: by,
  };
  const ended = { taskId: task.id, runId: task.runId, outcome, at };
  return {
    document: { ...reviewed, status: "reviewed" },
    publish: [
      newEvent(researchTaskEnded, task.runId, ended),
      newEvent(researchEvidenceAdded, task.runId, evidenceOf(task, given)),
    ],
  };
}

/** The answer as research keeps it. The quote has the question, so that the fact says what it answers. */
function evidenceOf(
  { id, runId, question }: ResearchTask,
  given: NonNullable<ResearchTask["answer"]>,
): ResearchEvidenceAdded {
  const said = given.text
    .slice(0, claimLimits.quote - question.length - 1)
    .slice(0, claimLimits.answer)
    .trim();
  const claim = { kind: "faq" as const, value: { question, answer: said } };
  return {
    runId,
    evidenceId: id,
    title: question,
    at: given.at,
    url: given.evidence.find(({ kind }) => kind === "url")?.value ?? null,
    text: `${question}\n${given.text}`,
    claims: [{ claim, quote: `${question}\n${said}` }],
  };
}

function waive({ task, by, at, wish: { reason } }: Act<"waive">): Decision<ResearchTask> {
  const outcome = { status: "waived" as const, reason, by };
  const ended = { taskId: task.id, runId: task.runId, outcome, at };
  const waived = { by, reason, at };
  return {
    document: { ...task, status: "waived", claimedUntil: null, waived },
    publish: [newEvent(researchTaskEnded, task.runId, ended)],
  };
}

/** As before the claim: an answer that was returned is still to be corrected. */
export function unclaimed(task: ResearchTask): ResearchTask {
  const status = task.review === null ? "open" : "returned";
  return { ...task, status, assignee: null, claimedUntil: null };
}

function isHeld({ status, claimedUntil }: ResearchTask, now: Date): boolean {
  return status === "claimed" && claimedUntil !== null && now.toISOString() < claimedUntil;
}

function requireHolder(task: ResearchTask, by: string, now: Date): void {
  if (isHeld(task, now) && isSamePerson(task.assignee, by)) return;
  throw refused("research-task-not-yours", "You do not have the task, or your time for it is over. Claim it first.");
}

function refused(code: string, message: string): TerminalError {
  return new TerminalError(code, message);
}
