import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, wholeNumber, withExamples } from "../options.ts";

const statuses = ["open", "snoozed", "done", "dismissed", "recovered"];

/** `success …`: what a client's figures ask somebody to do. */
export function addSuccessVerbs(root: Command): void {
  const success = root.command("success").description("tasks, corrections and quarterly reviews of customer success");

  withExamples(
    onServer(success.command("tasks").description("list tasks, newest first"))
      .addOption(new Option("--status <status>", "only these").choices(statuses))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./tasks.ts")).listTasks(options)),
    "success tasks --status open --client client_123",
  );
  withExamples(
    onServer(success.command("task").description("show a task: evidence, what to do, history"))
      .argument("<id>", "its id, as `success tasks` prints it")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./tasks.ts")).showTask({ id, ...options })),
    "success task --client client_123 9vXq…",
  );
  withExamples(
    onServer(success.command("act").description("do, dismiss, snooze, assign, note or reopen a task"))
      .argument("<id>", "its id, as `success tasks` prints it")
      .addOption(
        new Option("--type <type>", "what you decide")
          .choices(["done", "dismiss", "reopen", "note", "snooze", "assign"])
          .makeOptionMandatory(),
      )
      .option("--note <text>", "why")
      .option("--until <time>", "of snooze: when it is shown again, with the zone")
      .option("--owner <name>", "of assign: who does it")
      .action(async (id: string, options) => (await import("./tasks.ts")).actOnTask({ id, ...options })),
    'success act --client client_123 9vXq… --type done --note "The menu shows the number again."',
  );
  withExamples(
    onServer(success.command("corrections").description("list what operators answered differently, last changed first"))
      .addOption(new Option("--status <status>", "only these").choices(["open", "approved", "rejected"]))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./corrections.ts")).listCorrections(options)),
    "success corrections --status open --client client_123",
  );
  withExamples(
    onServer(success.command("correct").description("approve or reject a correction, or let its scenario rest"))
      .argument("<id>", "its id, as `success corrections` prints it")
      .addOption(
        new Option("--decision <decision>", "what you decide")
          .choices(["approve", "reject", "retire"])
          .makeOptionMandatory(),
      )
      .option("--question <text>", "what is asked (default: what the customer asked)")
      .option("--answer <text>", "what is right (default: what the operator answered)")
      .option("--no-knowledge", "do not put it into the knowledge")
      .option("--no-scenario", "do not ask it of later versions")
      .option("--must-say <words...>", "words that the reply must hold")
      .option("--must-not-say <words...>", "words that the reply must not hold")
      .action(async (id: string, options) => (await import("./corrections.ts")).decideCorrection({ id, ...options })),
    'success correct --client client_123 9vXq… --decision approve --must-not-say "closed on Sundays"',
  );
  withExamples(
    onServer(success.command("review").description("show the review of a quarter, or write it to a .pdf file"))
      .option("--quarter <quarter>", "such as 2026-Q4 (default: this quarter so far)")
      .option("--pdf [file]", "write it there (default: review-QUARTER.pdf)")
      .option("--language <language>", "of the PDF: en or hi", "en")
      .addOption(jsonOption())
      .action(async (options) => (await import("./review.ts")).showReview(options)),
    "success review --quarter 2026-Q4 --client client_123",
    "success review --quarter 2026-Q4 --pdf q4.pdf --language hi --client client_123",
  );
  withExamples(
    onServer(success.command("tuning").description("write approved conversations as a data set for tuning Gemini"))
      .requiredOption("--out <file>", "the .jsonl file; an existing one is replaced")
      .option("--minimum <rating>", "the lowest rating of a person that approves, 1 to 10", wholeNumber, 8)
      .option("--complete-answers", "leave out conversations whose answers have one, such as [number]")
      .addOption(jsonOption())
      .action(async (options) => (await import("./tuning.ts")).exportTuningSet(options)),
    "success tuning --out tuning.jsonl --client client_123",
  );
}
