import { readFileSync } from "node:fs";
import { formatProblems } from "../../../../shared/config/reading/problem.ts";
import { pageOf } from "../../../../shared/http/paging.ts";
import { readPlaybook } from "../../../engines/research-tasks/playbook.ts";
import { ResearchTasksView, ResearchTaskView } from "../../../engines/research-tasks/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";

type Json = { readonly json?: boolean };

export async function openTasks(
  options: ServerOptions & Json & { readonly id: string; readonly industry?: string },
): Promise<void> {
  const { id, industry } = options;
  const api = await connect(options);
  const body = industry === undefined ? {} : { industry };
  const opened = await api.post("/v1/research/:id/tasks", { params: { id }, body, reply: ResearchTasksView });
  if (options.json) return printJson(opened);
  print(`${opened.pending} of ${opened.total} questions of the playbook ${opened.playbook} wait for an outcome.`);
  printTasks(opened.tasks);
}

export async function listTasks(
  options: ServerOptions &
    ListOptions & {
      readonly status?: ResearchTaskView["status"];
      readonly research?: string;
      readonly assignee?: string;
      readonly due?: string;
    },
): Promise<void> {
  const { status, research, assignee, due } = options;
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status, research, assignee, due };
    const page = await api.get("/v1/research-tasks", { query, reply: pageOf(ResearchTaskView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no such tasks.");
  printTasks(items);
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export type TaskVerb = "claim" | "release" | "answer" | "review" | "waive";

/** Does something with a task as the token's person; without a token as whoever uses this computer. */
export async function actOnTask(
  options: ServerOptions & Json & { readonly id: string; readonly verb: TaskVerb; readonly body: object },
): Promise<void> {
  const { id, verb, body } = options;
  const api = await connect(options);
  const call = { params: { id }, body, reply: ResearchTaskView };
  const task = await api.post(`/v1/research-tasks/:id/${verb}`, call);
  if (options.json) return printJson(task);
  print(`The task is ${task.status}.`);
}

export function checkPlaybook(file: string): void {
  const read = readPlaybook(file, readFileSync(file, "utf8"));
  if (!read.ok) throw new Failure(formatProblems(read.problems));
  print(`${file} has ${read.playbook.tasks.length} questions and no problems.`);
}

function printTasks(tasks: readonly ResearchTaskView[]): void {
  printTable(
    ["id", "status", "due", "who", "question"],
    tasks.map((each) => [
      ...[each.task_id, each.status, localTime(each.due_at), each.assignee ?? "", shortenLine(each.question, 60)],
    ]),
  );
}
