import { openDomainStore } from "./domain-store.ts";
import { readDomain } from "./read-domain.ts";
import { replayTask, type TaskResult } from "./replay-task.ts";

export interface FolderResult {
  readonly domain: string;
  readonly tasks: readonly TaskResult[];
}

/** Replays the tasks of a folder whose id contains `filter`. @throws Failure when the folder cannot be read. */
export async function replayFolder(folder: string, filter = ""): Promise<FolderResult> {
  const domain = readDomain(folder);
  const store = await openDomainStore(domain.config.client_id, domain.tables);
  try {
    const tasks: TaskResult[] = [];
    for (const task of domain.tasks.tasks)
      if (task.id.includes(filter)) tasks.push(await replayTask(task, domain, store));
    return { domain: domain.name, tasks };
  } finally {
    store.remove();
  }
}
