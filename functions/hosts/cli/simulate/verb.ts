import type { Command } from "commander";
import { withExamples } from "../options.ts";

/** `simulate`: plays customers from scenario files against the whole product, on a virtual clock. */
export function addSimulateVerb(root: Command): void {
  withExamples(
    root
      .command("simulate")
      .description("play customers from scenario files against the whole product, on a virtual clock")
      .argument("[file...]", "scenario files, or folders of them", ["tests/scenarios"])
      .option("--filter <text>", "only scenarios whose name or file contains this text")
      .option("--list", "list the scenarios without playing them")
      .option("--bail", "stop after the first failure")
      .option("--transcript", "show the transcript of every scenario, not only of failures")
      .option("--html <file>", "write a report with every transcript")
      .option("--junit <file>", "write results for CI")
      .option("--keep-data", "keep each scenario's data folder and print its path")
      .option("--json", "print one line of JSON per scenario")
      .addHelpText("after", "\nHow scenarios are written: docs/simulate.md")
      .action(async (files: string[], options) => (await import("./simulate.ts")).simulate(files, options)),
    "simulate tests/scenarios/client_123",
    "simulate --list --filter offer",
    'simulate --filter "five minutes" --transcript',
    "simulate --html report.html --junit report.xml",
  );
}
