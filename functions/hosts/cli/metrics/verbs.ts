import type { Command } from "commander";
import { jsonOption, onServer, withExamples } from "../options.ts";

/** `metrics` and `spend`: what was counted of a client, and what it cost. */
export function addMetricVerbs(root: Command): void {
  withExamples(
    inDays(onServer(root.command("metrics").description("show what was counted by day")))
      .addOption(jsonOption())
      .action(async (options) => (await import("./metrics.ts")).showMetrics(options)),
    "metrics --client client_123 --from 2026-11-01 --until 2026-11-30",
  );
  withExamples(
    inDays(onServer(root.command("spend").description("show what a client's agents cost by day, and its budgets")))
      .addOption(jsonOption())
      .action(async (options) => (await import("./metrics.ts")).showSpend(options)),
    "spend --client client_123",
  );
}

function inDays(command: Command): Command {
  return command
    .option("--from <day>", "the first day, such as 2026-11-01; 29 days before the last by default")
    .option("--until <day>", "the last day, included; today by default");
}
