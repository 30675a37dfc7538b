import type { Command } from "commander";
import { jsonOption, withExamples } from "../options.ts";

/** `models`: the register of models. */
export function addModelsVerb(root: Command): void {
  withExamples(
    root
      .command("models")
      .description("list the models that a configuration can name, with prices, end dates and replacements")
      .addOption(jsonOption())
      .action(async (options) => (await import("./list-models.ts")).listModels(options)),
    "models",
    "models --json",
  );
}
