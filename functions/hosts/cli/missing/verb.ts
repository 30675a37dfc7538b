import type { Command } from "commander";
import { jsonOption, onServer, withExamples } from "../options.ts";

/** `missing`: what customers asked for that the agent cannot do yet. */
export function addMissingVerb(root: Command): void {
  withExamples(
    onServer(root.command("missing").description("count what customers asked for that the agent cannot do yet"))
      .option("--from <time>", "start of the period, inclusive, such as 2026-11-01T00:00:00Z")
      .option("--to <time>", "end of the period, exclusive")
      .addOption(jsonOption())
      .action(async (options) => (await import("./missing.ts")).showMissing(options)),
    "missing --client client_123",
  );
}
