import { type Command, InvalidArgumentError, Option } from "commander";
import { samplingReasons } from "../../../engines/quality/sampling.ts";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `quality …`: how good finished conversations were. */
export function addQualityVerbs(root: Command): void {
  const quality = root.command("quality").description("evaluations of finished conversations");

  withExamples(
    onServer(quality.command("list").description("list evaluated conversations, newest first"))
      .addOption(new Option("--worst", "the lowest score first"))
      .addOption(new Option("--reason <reason>", "only these").choices(samplingReasons))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./evaluations.ts")).listEvaluations(options)),
    "quality list --client client_123 --worst",
  );
  withExamples(
    onServer(quality.command("show").description("show an evaluation with its faults"))
      .argument("<id>", "its id, as `quality list` prints it")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./evaluations.ts")).showEvaluation({ id, ...options })),
    "quality show --client client_123 9vXq…",
  );
  withExamples(
    onServer(quality.command("evaluate").description("evaluate a conversation now"))
      .argument("<conversation>", "the conversation's id")
      .addOption(jsonOption())
      .action(async (conversation: string, options) =>
        (await import("./evaluations.ts")).evaluateConversation({ conversation, ...options }),
      ),
    "quality evaluate --client client_123 Kq3v…",
  );
  withExamples(
    onServer(quality.command("rate").description("rate an evaluated conversation yourself, from 1 to 10"))
      .argument("<id>", "the evaluation's id")
      .argument("<score>", "1 (bad) to 10 (good)", wholeScore)
      .option("--note <text>", "why, for colleagues")
      .addOption(jsonOption())
      .action(async (id: string, score: number, options) =>
        (await import("./evaluations.ts")).rateEvaluation({ id, score, ...options }),
      ),
    'quality rate --client client_123 9vXq… 7 --note "Right, but too long."',
  );
  withExamples(
    onServer(quality.command("versions").description("compare versions, and tell how far people agree"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./evaluations.ts")).compareVersions(options)),
    "quality versions --client client_123",
  );
  withExamples(
    quality
      .command("check")
      .description("check answers of a JSON Lines file against their sources, without a model and without a server")
      .requiredOption(
        "--file <path>",
        'each line {"reply": "…", "sources": ["…"], "question": "…"}; `label` (true: supported) is optional',
      )
      .addOption(jsonOption())
      .action(async (options) => (await import("./check-file.ts")).checkFile(options)),
    "quality check --file answers.jsonl",
  );
}

function wholeScore(text: string): number {
  const score = Number(text);
  if (!Number.isInteger(score) || score < 1 || score > 10)
    throw new InvalidArgumentError("It is a whole number from 1 to 10.");
  return score;
}
