import { Failure } from "../failure.ts";
import { colourText, countText, print, printJson, printTable, withoutControls } from "../output.ts";
import { type FolderResult, replayFolder } from "./replay-folder.ts";
import type { TaskResult } from "./replay-task.ts";

interface ReplayOptions {
  readonly filter?: string;
  readonly json?: boolean;
}

/** Replays the tasks of every folder. @throws Failure when a task fails, or when a folder cannot be read. */
export async function replayTasks(folders: readonly string[], { filter, json = false }: ReplayOptions): Promise<void> {
  const results: FolderResult[] = [];
  for (const folder of folders) {
    const result = await replayFolder(folder, filter);
    results.push(result);
    if (!json) show(result);
  }
  if (json) printJson(results);
  const all = results.flatMap(({ tasks }) => tasks);
  if (all.length === 0) throw new Failure(`No task has "${filter}" in its id.`);
  const failed = all.filter(({ ok }) => !ok).length;
  if (failed > 0) throw new Failure(`${failed} of ${countText(all.length, "task")} failed.`);
}

function show({ domain, tasks }: FolderResult): void {
  if (tasks.length === 0) return;
  printTable(
    ["domain", "task", "result", "actions", "violations refused"],
    tasks.map(({ id, ok, actions, violations }) => [
      domain,
      id,
      ok ? "passed" : "FAILED",
      String(actions.length),
      violations.length === 0 ? "" : `${refusedOf(violations)} of ${violations.length}`,
    ]),
  );
  for (const { id, ok, problems } of tasks)
    if (!ok) print(`\n${colourText("red", withoutControls(`${domain}: ${id}`))}\n${problems.map(lineOf).join("\n")}`);
  const passed = tasks.filter(({ ok }) => ok).length;
  const violations = tasks.flatMap((task) => task.violations);
  const refused = `${refusedOf(violations)} of ${countText(violations.length, "violation")} refused`;
  print(`\n${domain}: ${passed} of ${countText(tasks.length, "task")} passed, ${refused}\n`);
}

function refusedOf(calls: TaskResult["violations"]): number {
  return calls.filter(({ status }) => status === "refused").length;
}

function lineOf(problem: string): string {
  return `  ${withoutControls(problem)}`;
}
