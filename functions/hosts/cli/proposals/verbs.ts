import { type Command, Option } from "commander";
import { pdfLanguages } from "../../../../shared/documents/pdf/pdf-document.ts";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";

/** `proposals …`: what the client is offered. */
export function addProposalVerbs(root: Command): void {
  const proposals = root
    .command("proposals")
    .description("offer a pricing to the client, and see whether it is accepted");

  withExamples(
    onServer(proposals.command("create").description("make a proposal, and print the link to its page"))
      .argument("<pricing>", "the pricing's id, as `pricing list` prints it")
      .requiredOption("--quote <number>", "which of its price models, counted from 1", wholeNumber)
      .requiredOption("--for <name>", "the client's name, as the page shows it")
      .requiredOption("--sender <name>", "who offers it")
      .requiredOption("--title <text>", "what is offered")
      .addOption(new Option("--language <language>", "of page and PDF").choices(pdfLanguages).default("en"))
      .option("--introduction <text>", "words before the amounts")
      .option("--days <count>", "days until it expires (default: 30)", wholeNumber)
      .option("--despite-unknown-prices", "although the cost is a lower bound")
      .addOption(jsonOption())
      .action(async (pricing: string, options) =>
        (await import("./proposals.ts")).createProposal({ pricing, ...options }),
      ),
    'proposals create --client client_123 3f0c… --quote 1 --for "Asha Diagnostics" --sender "Setu" --title "Support" --language hi',
  );

  withExamples(
    onServer(proposals.command("show").description("show a proposal, and where it stands"))
      .argument("<id>", "its id")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./proposals.ts")).showProposal({ id, ...options })),
    "proposals show --client client_123 3f0c…",
  );

  withExamples(
    onServer(proposals.command("list").description("list proposals, newest first"))
      .addOption(new Option("--status <status>", "only these").choices(["open", "accepted", "withdrawn", "expired"]))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./proposals.ts")).listProposals(options)),
    "proposals list --client client_123 --status open",
  );

  withExamples(
    onServer(proposals.command("withdraw").description("withdraw a proposal that is not accepted yet"))
      .argument("<id>", "its id")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./proposals.ts")).withdrawProposal({ id, ...options })),
    "proposals withdraw --client client_123 3f0c…",
  );
}
