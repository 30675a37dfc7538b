import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblems } from "../../../shared/config/reading/problem.ts";
import type { ResearchTasksRequested } from "../../../shared/events/index.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { hoursOf, type Playbook, playbookFor, readPlaybook } from "./playbook.ts";

export const playbookFolder = "config/playbooks";
let read: readonly Playbook[] | undefined;

/** The playbooks of this installation, read once. @throws Error that names each problem with its line */
export function playbooks(): readonly Playbook[] {
  read ??= readdirSync(join(projectRoot, playbookFolder))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => {
      const file = join(playbookFolder, name);
      const result = readPlaybook(file, readFileSync(join(projectRoot, file), "utf8"));
      if (!result.ok) throw new Error(formatProblems(result.problems));
      return result.playbook;
    });
  return read;
}

/** The questions of the playbook that the industry chooses. */
export function questionsFor(industry: string | undefined): Pick<ResearchTasksRequested, "playbook" | "questions"> {
  const chosen = playbookFor(playbooks(), industry);
  if (!chosen) throw new Error("No playbook serves every industry.");
  const questions = chosen.tasks.map(({ id: key, due_after, question, why, evidence }) => ({
    key,
    question,
    why,
    evidence,
    dueAfterHours: hoursOf(due_after),
  }));
  return { playbook: chosen.playbook, questions };
}
