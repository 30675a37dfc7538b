import type { Command } from "commander";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";

/** `pricing …`: what serving the client costs, and what the client may be charged. */
export function addPricingVerbs(root: Command): void {
  const pricing = root.command("pricing").description("calculate what the client costs and may be charged");

  withExamples(
    onServer(
      pricing.command("create").description("calculate a pricing from a YAML or JSON file of inputs, or from counts"),
    )
      .argument("[file]", "the inputs (docs/pricing.md)")
      .option("--title <text>", "what it is for (default: the file's name)")
      .option("--conversations <count>", "written conversations a month", wholeNumber)
      .option("--calls <count>", "calls a month", wholeNumber)
      .option("--rate <rate...>", "an exchange rate, such as USD=84.50")
      .option("--update <id>", "make the next version of this pricing")
      .addOption(jsonOption())
      .action(async (file: string | undefined, options) =>
        (await import("./pricing.ts")).createPricing({ file, ...options }),
      ),
    "pricing create inputs.yaml --client client_123",
    "pricing create --conversations 10000 --rate USD=84.50 --client client_123",
  );

  withExamples(
    onServer(pricing.command("show").description("show costs, prices and their uncertainty"))
      .argument("<id>", "its id, as `pricing list` prints it")
      .option("--version-number <number>", "this version (default: the newest)", wholeNumber)
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./pricing.ts")).showPricing({ id, ...options })),
    "pricing show --client client_123 3f0c…",
  );

  withExamples(
    onServer(
      pricing.command("report").description("write a page with costs, price models, tornado and simulated months"),
    )
      .argument("<id>", "its id, as `pricing list` prints it")
      .argument("<file>", "an .html file; it is overwritten")
      .action(async (id: string, file: string, options) =>
        (await import("./pricing.ts")).writeReport({ id, file, ...options }),
      ),
    "pricing report --client client_123 3f0c… pricing.html",
  );

  withExamples(
    onServer(pricing.command("list").description("list pricings, the last changed first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./pricing.ts")).listPricings(options)),
    "pricing list --client client_123",
  );
}
