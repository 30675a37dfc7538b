import { z } from "zod";
import { EvidenceKind } from "../../../shared/events/index.ts";
import { type ResearchTask, type TaskSet, TaskStatus } from "./task.ts";

const Evidence = z.object({
  kind: EvidenceKind.describe("An address or a file that shows it, or a note on how it was found out."),
  value: z.string().describe("The address, the note, or the `file_id`."),
});

export const ResearchTaskView = z
  .object({
    task_id: z.string().describe("Identifies the task in the other routes."),
    client_id: z.string().describe("The client that the research is for."),
    client_name: z.string().nullable().describe("What the client is called. Null when the agency does not list it."),
    research_id: z.string().describe("The research that it is part of."),
    business: z.string().describe("Who is researched."),
    playbook: z.string().describe("The playbook that the question is from."),
    question: z.string().describe("What is to be found out."),
    why: z.string().describe("Why it matters."),
    evidence_wanted: z.array(EvidenceKind).describe("An answer needs one of these. Empty: it needs none."),
    status: TaskStatus.describe("Returned: a reviewer wants the answer corrected."),
    assignee: z.string().nullable().describe("Who has claimed or answered it. Null while nobody has."),
    claimed_until: z.string().nullable().describe("The end of the claim. Null unless claimed."),
    due_at: z.string().describe("When the answer is wanted."),
    requested_at: z.string().describe("When it was asked."),
    answer: z
      .object({
        by: z.string().describe("Who answered."),
        text: z.string().describe("What they found out."),
        evidence: z.array(Evidence).describe("What it rests on."),
        at: z.string().describe("When they answered."),
      })
      .nullable()
      .describe("The newest answer. Null before the first."),
    files: z
      .array(
        z.object({
          file_id: z.string().describe("Identifies the file in the task."),
          name: z.string().describe("What it was called when it was sent."),
          content_type: z.string().describe("Its media type, found from its content."),
          size: z.number().int().describe("Its size in bytes."),
        }),
      )
      .describe("Files that answers may rest on."),
    people: z
      .record(z.string(), z.string())
      .describe("What the people in it are called, by their subject. Tokens without a person have no name."),
    review: z
      .object({
        by: z.string().describe("Who reviewed. Never who answered."),
        accepted: z.boolean().describe("False when the answer was returned."),
        comment: z.string().nullable().describe("What is missing. Null when nothing was said."),
        at: z.string().describe("When they reviewed."),
      })
      .nullable()
      .describe("The newest review. Null before the first."),
    waived: z
      .object({
        by: z.string().describe("Who waived it."),
        reason: z.string().describe("Why there is no answer."),
        at: z.string().describe("When it was waived."),
      })
      .nullable()
      .describe("Null unless waived."),
  })
  .meta({ id: "ResearchTask" });
export type ResearchTaskView = z.infer<typeof ResearchTaskView>;

export const ResearchTasksView = z
  .object({
    research_id: z.string().describe("The research."),
    business: z.string().describe("Who is researched."),
    playbook: z.string().describe("Where the questions are from."),
    total: z.number().int().describe("How many questions there are."),
    pending: z.number().int().describe("How many have neither a reviewed answer nor a reason to be without."),
    finished: z.boolean().describe("Whether every question has its outcome."),
    tasks: z.array(ResearchTaskView).describe("The tasks, soonest first."),
  })
  .meta({ id: "ResearchTasks" });
export type ResearchTasksView = z.infer<typeof ResearchTasksView>;

/** @param people names by subject */
export function taskView(
  task: ResearchTask,
  named: {
    readonly client: { readonly id: string; readonly name: string | null };
    readonly people: Readonly<Record<string, string>>;
  },
): ResearchTaskView {
  const { client, people } = named;
  const { id: task_id, runId: research_id, business, playbook, question, why, evidence, status, assignee } = task;
  return {
    task_id,
    client_id: client.id,
    client_name: client.name,
    research_id,
    business,
    playbook,
    question,
    why,
    evidence_wanted: evidence,
    status,
    assignee,
    claimed_until: task.claimedUntil,
    due_at: task.dueAt,
    requested_at: task.requestedAt,
    answer: task.answer,
    review: task.review,
    waived: task.waived,
    people,
    files: task.files.map(({ id, name, contentType, size }) => ({
      file_id: id,
      name,
      content_type: contentType,
      size,
    })),
  };
}

export function tasksView(set: TaskSet, tasks: readonly ResearchTaskView[]): ResearchTasksView {
  const { runId: research_id, business, playbook, join } = set;
  const pending = join.pending.length;
  const total = pending + Object.keys(join.results).length;
  return { research_id, business, playbook, total, pending, finished: pending === 0, tasks: [...tasks] };
}
