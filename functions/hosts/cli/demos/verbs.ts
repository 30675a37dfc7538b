import { type Command, Option } from "commander";
import { demoLanguages } from "../../../engines/demo/demo-config.ts";
import { demoIndustries } from "../../../engines/demo/industries.ts";
import {
  clientId,
  dataDirOption,
  jsonOption,
  limitOption,
  onServer,
  tokenOption,
  urlOption,
  wholeNumber,
  withExamples,
} from "../options.ts";

/** `demo …`: pages with an invented business that the product answers. */
export function addDemoVerbs(root: Command): void {
  const demo = root.command("demo").description("make and manage demo pages for prospects");

  withExamples(
    demo
      .command("create")
      .description("make a demo and follow it until its page answers")
      .addOption(new Option("-c, --client <id>", "the client (default: a new prospect)").argParser(clientId))
      .addOption(urlOption())
      .addOption(tokenOption())
      .addOption(dataDirOption())
      .argument("[file]", "demo_config as YAML (docs/demos.md)")
      .option("--name <business>", "the business, without a file")
      .option("--research <id>", "a finished research whose facts it shows")
      .option("--business <name>", "research this business first")
      .option("--site <url>", "the website of --business")
      .addOption(
        new Option("--industry <industry>", "its template (default: what the research tells)").choices(demoIndustries),
      )
      .addOption(new Option("--language <language>", "of invented data and the page").choices(demoLanguages))
      .option("--password <text>", "what visitors must type")
      .option("--days <count>", "how long the link lasts", wholeNumber)
      .option("--seed <text>", "the same seed invents the same data")
      .addOption(jsonOption())
      .action(async (file: string | undefined, options) =>
        (await import("./demos.ts")).createDemo({ file, ...options }),
      ),
    'demo create --name "Krishna Diagnostics" --industry healthcare --client client_123',
    'demo create --business "Lamp House" --site https://lamps.example',
    "demo create demo.yaml --password lassi-42 --client client_123",
  );

  withExamples(
    onServer(demo.command("list").description("list demos, newest first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./demos.ts")).listDemos(options)),
    "demo list --client client_123",
  );

  for (const [verb, description] of [
    ["show", "show a demo and how far it is"],
    ["views", "show who looked at a demo, what they asked and what it took"],
    ["pause", "let nobody open a demo"],
    ["resume", "let visitors open a paused demo again"],
    ["remove", "remove a demo with everything of its sandbox"],
  ] as const)
    withExamples(
      onServer(demo.command(verb).description(description))
        .argument("<id>", "its id, as `demo list` prints it")
        .addOption(jsonOption())
        .action(async (id: string, options) => (await import("./demos.ts")).onDemo(verb, { id, ...options })),
      `demo ${verb} --client client_123 3f0c…`,
    );
}
