import type { Command } from "commander";
import { clientId, dataDirOption, tokenOption, urlOption, withExamples } from "../options.ts";

/** `lifecycle …`: a client from the first research to an agent that answers. */
export function addLifecycleVerbs(root: Command): void {
  const lifecycle = root.command("lifecycle").description("take a client from research to an agent that answers");

  withExamples(
    lifecycle
      .command("demo")
      .description("research a business, draft and approve requirements, activate a configuration, ask it something")
      .requiredOption("--business <name>", "the name of the business")
      .requiredOption("--site <url>", "its website")
      .option("-c, --client <id>", "the client (default: a new one, named after the business)", clientId)
      .option("--industry <industry>", "its industry, such as healthcare")
      .option("--whatsapp <number>", "the WhatsApp number that the agent answers, such as +14155238886")
      .addOption(urlOption())
      .addOption(tokenOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./lifecycle-demo.ts")).lifecycleDemo(options)),
    'lifecycle demo --business "Sunrise Diagnostics" --site https://sunrise.example',
  );
}
