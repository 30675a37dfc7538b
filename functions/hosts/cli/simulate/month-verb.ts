import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, withExamples } from "../options.ts";

/** `simulate-month`: what the product counts in a virtual month against a recomputation from the raw records. */
export function addSimulateMonthVerb(root: Command): void {
  withExamples(
    root
      .command("simulate-month")
      .description("play a virtual month of three clients, and recompute every figure from the raw records")
      .option("--conversations <count>", "how many, 3 to 100000", wholeBetween(3, 100_000), 20_000)
      .option("--days <count>", "how many days of the month, 1 to 30", wholeBetween(1, 30), 30)
      .option("--seed <number>", "decides everything that is left to chance", wholeBetween(0, 4_294_967_295), 1)
      .option("--kill-twice", "kill the process after a third and after two thirds, and go on")
      .addOption(jsonOption())
      .addHelpText("after", "\nWhat it covers: docs/monitoring.md. Exit code 1: a figure differs.")
      .action(async (options) => (await import("./simulate-month.ts")).simulateMonth(options)),
    "simulate-month",
    "simulate-month --conversations 300 --days 3 --seed 7 --kill-twice",
  );
}

function wholeBetween(least: number, most: number) {
  return (given: string): number => {
    const value = Number(given);
    if (/^\d{1,10}$/.test(given) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
