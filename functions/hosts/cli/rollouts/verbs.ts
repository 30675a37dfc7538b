import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `rollout …`: versions that go to a growing share of customers. */
export function addRolloutVerbs(root: Command): void {
  const rollout = root.command("rollout").description("give a version to a growing share of customers");

  withExamples(
    onServer(rollout.command("start").description("begin with the first share"))
      .argument("<version>", "the stored version, as `config versions` prints it", wholeNumber)
      .option("--config <name>", "the configuration; default: that of new conversations")
      .option("--percents <list>", "the share of customers in each stage, such as 5,25,50,100", numbers)
      .option("--min-minutes <n>", "how long a stage lasts at least; default 60", Number)
      .option("--min-conversations <n>", "conversations that a stage needs at least; default 50", Number)
      .addOption(jsonOption())
      .action(async (version: number, options) =>
        (await import("./rollouts.ts")).startRollout({ version, ...options }),
      ),
    "rollout start 3 --client client_123",
    "rollout start 3 --client client_123 --percents 10,100 --min-minutes 30",
  );
  withExamples(
    onServer(rollout.command("status").description("print the stages, figures and verdicts"))
      .argument("[id]", "the rollout; default: the newest")
      .addOption(jsonOption())
      .action(async (id: string | undefined, options) =>
        (await import("./rollouts.ts")).showRollout({ ...(id === undefined ? {} : { id }), ...options }),
      ),
    "rollout status --client client_123",
  );
  withExamples(
    onServer(rollout.command("list").description("list rollouts, newest first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./rollouts.ts")).listRollouts(options)),
    "rollout list --client client_123",
  );
  withExamples(
    onServer(rollout.command("advance").description("move to the next stage now"))
      .argument("[id]", "the rollout; default: the newest")
      .addOption(jsonOption())
      .action(async (id: string | undefined, options) =>
        (await import("./rollouts.ts")).advanceRollout({ ...(id === undefined ? {} : { id }), ...options }),
      ),
    "rollout advance --client client_123",
  );
  withExamples(
    onServer(rollout.command("rollback").description("take the version back from everybody"))
      .argument("[id]", "the rollout; default: the newest")
      .option("--reason <text>", "why, for the record")
      .addOption(jsonOption())
      .action(async (id: string | undefined, options) =>
        (await import("./rollouts.ts")).rollBack({ ...(id === undefined ? {} : { id }), ...options }),
      ),
    'rollout rollback --client client_123 --reason "it promises refunds"',
  );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a version's number, such as 3.");
}

function numbers(text: string): readonly number[] {
  const list = text.split(",").map(Number);
  if (list.every((each) => each > 0 && each <= 100)) return list;
  throw new InvalidArgumentError("Give percents with commas, such as 5,25,50,100.");
}
