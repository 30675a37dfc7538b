import { type Command, Option } from "commander";
import {
  clientId,
  dataDirOption,
  jsonOption,
  limitOption,
  onServer,
  tokenOption,
  urlOption,
  withExamples,
} from "../options.ts";

/** `research …`: what public sources say of a business. */
export function addResearchVerbs(root: Command): void {
  const verb = root
    .command("research")
    .description("research a business from public sources, and show what was found with its sources")
    // Options behind `report` are its own.
    .enablePositionalOptions()
    .option("--business <name>", "the name of the business; a run needs it")
    .addOption(new Option("-c, --client <id>", "the client (default: a new prospect)").argParser(clientId))
    .option("--site <url>", "its website")
    .option("--region <code>", "its country, such as IN")
    .option("--city <name>", "its city: tells businesses of one name apart")
    .option("--industry <name>", "its industry")
    .option("--instagram <name>", "its user name on Instagram")
    .option("--facebook <name>", "its user name on Facebook")
    .option("--place-id <id>", "its id on Google Maps")
    .option("--deep", "also ask people for what no source says")
    .option("--no-wait", "only start it")
    .addOption(jsonOption())
    .addOption(urlOption())
    .addOption(tokenOption())
    .addOption(dataDirOption())
    .action(async ({ business, ...options }, command: Command) => {
      if (!business) command.error("error: required option '--business <name>' not specified", { exitCode: 2 });
      await (await import("./research.ts")).research({ business, ...options });
    });
  withExamples(
    verb,
    'research --business "Lamp House" --site https://lamps.example',
    "research-runs list --client client_123",
  );

  withExamples(
    onServer(verb.command("report").description("show a run's report, or write it as PDF"))
      .argument("<id>", "the run's id")
      .option("--pdf <file>", "write it to this file")
      .addOption(new Option("--language <code>", "of the PDF's fixed words").choices(["en", "hi"]).default("en"))
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./research.ts")).researchReport({ id, ...options })),
    "research report d5K2pQ --client client_123 --pdf report.pdf --language hi",
    "research report d5K2pQ --client client_123 --json",
  );

  const runs = root.command("research-runs").description("list, show and cancel researches of a client");
  withExamples(
    onServer(runs.command("list").description("list them, newest first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./research.ts")).listResearch(options)),
    "research-runs list --client client_123",
  );
  withExamples(
    onServer(runs.command("show").description("show one, with its report"))
      .argument("<id>", "its id, as in the list")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./research.ts")).showResearch({ id, ...options })),
    "research-runs show d5K2pQ --client client_123",
  );
  withExamples(
    onServer(runs.command("cancel").description("stop one; what it has read is reported"))
      .argument("<id>", "its id, as in the list")
      .action(async (id: string, options) => (await import("./research.ts")).cancelResearch({ id, ...options })),
    "research-runs cancel d5K2pQ --client client_123",
  );
}
