import type { Command } from "commander";
import { jsonOption, withExamples } from "../options.ts";

/** `replay-tasks`: plays recorded tasks against a configuration's tools and compares the tables they leave. */
export function addReplayTasksVerb(root: Command): void {
  withExamples(
    root
      .command("replay-tasks")
      .description(
        "play tasks against a configuration's tools, each on fresh tables, and compare the tables afterwards",
      )
      .argument("<folder...>", "folders with tenant.yaml, tables/*.json and tasks.json")
      .option("--filter <text>", "only tasks whose id contains this text")
      .addOption(jsonOption())
      .addHelpText("after", "\nThe files' format: docs/replay-tasks.md. Exit code 1: a task failed.")
      .action(async (folders: string[], options) => (await import("./replay-tasks.ts")).replayTasks(folders, options)),
    "replay-tasks tests/domains/shop",
    "replay-tasks tests/domains/*/ --json",
  );
}
