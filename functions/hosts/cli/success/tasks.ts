import { pageOf } from "../../../../shared/http/paging.ts";
import { SuccessTaskView } from "../../../engines/success/tasks/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

type Status = SuccessTaskView["status"];

export async function listTasks(options: ServerOptions & ListOptions & { readonly status?: Status }): Promise<void> {
  const { status } = options;
  const api = await connect(options);
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status };
    const page = await api.get("/v1/success/tasks", { query, reply: pageOf(SuccessTaskView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no tasks.");
  printTable(
    ["id", "status", "title", "why", "who", "opened"],
    items.map(({ task_id, title, why, owner, opened_at, ...each }) => [
      ...[task_id, each.status, title, why, owner ?? "", localTime(opened_at)],
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function showTask(
  options: ServerOptions & { readonly id: string; readonly json?: boolean },
): Promise<void> {
  const api = await connect(options);
  const task = await api.get("/v1/success/tasks/:id", { params: { id: options.id }, reply: SuccessTaskView });
  if (options.json) return printJson(task);
  print(`${task.title}\n${task.status}, ${task.owner ?? "nobody has it"}\n`);
  if (task.why !== "") print(`${task.why}\n`);
  print(task.todo);
  print("");
  printTable(
    ["when", "what", "who", "note"],
    task.history.map(({ at, type, by, note: said }) => [localTime(at), type, by ?? "playbook", said]),
  );
}

export async function actOnTask(
  options: ServerOptions & {
    readonly id: string;
    readonly type: "done" | "dismiss" | "reopen" | "note" | "snooze" | "assign";
    readonly note?: string;
    readonly until?: string;
    readonly owner?: string;
  },
): Promise<void> {
  const { id, type, note: said = "", until, owner = null } = options;
  if (type === "snooze" && until === undefined)
    throw new Failure("Say when it is shown again: --until 2026-12-14T09:00+05:30.", { exitCode: 2 });
  const api = await connect(options);
  const body = { type, note: said, owner, ...(until === undefined ? {} : { until }) };
  const task = await api.post("/v1/success/tasks/:id/acts", { params: { id }, body, reply: SuccessTaskView });
  print(`${task.status}: ${task.title}`);
}
