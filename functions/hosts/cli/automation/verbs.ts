import { type Command, InvalidArgumentError } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `automation …`: configurations from approved requirements. */
export function addAutomationVerbs(root: Command): void {
  const automation = root.command("automation").description("write configurations from approved requirements");

  withExamples(
    onServer(automation.command("create").description("write a configuration and check it"))
      .requiredOption("--prd <id>", "the requirements document; its newest approved version is used")
      .option("--whatsapp <number>", "the client's WhatsApp number, such as +14155238886")
      .option("--template <name>", "what a client without a configuration starts from")
      .option("--replay <count>", "recent conversations to replay, 0 to 20", replayCount)
      .option("--replay-usd <amount>", "US dollars that the replay may cost, 1 by default")
      .option("--again", "write and check once more")
      .option("--wait", "wait until the checks end")
      .addOption(jsonOption())
      .action(async (options) => (await import("./automation.ts")).createAutomation(options)),
    "automation create --client client_123 --prd 7Qe2… --wait",
  );
  withExamples(
    onServer(automation.command("list").description("list runs, newest first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./automation.ts")).listAutomation(options)),
    "automation list --client client_123",
  );
  withExamples(
    onServer(automation.command("gaps").description("list missing tools and integrations, with their issues"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./gaps.ts")).listGaps(options)),
    "automation gaps --client client_123",
  );
  withExamples(
    onServer(automation.command("replay").description("print replayed conversations, old beside new"))
      .argument("<id>", "its id, as `automation list` prints it")
      .option("--all", "also those that are the same")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./replay.ts")).showReplay({ id, ...options })),
    "automation replay --client client_123 3f0c…",
  );
  withExamples(
    onServer(automation.command("merge").description("merge a configuration with what people changed since"))
      .argument("<id>", "its id, as `automation list` prints it")
      .option("--take <choices...>", "whose value is taken where both sides changed it: PATH=generated or PATH=edited")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./automation.ts")).mergeAutomation({ id, ...options })),
    "automation merge --client client_123 3f0c… --take automation_config.agent.agent_name=edited",
  );
  for (const [verb, description] of [
    ["show", "print a run with its checks, scenarios and gaps"],
    ["approve", "agree, as a second person, to the activation of a ready run"],
    ["activate", "make a ready run's configuration the one of new conversations"],
  ] as const)
    withExamples(
      onServer(automation.command(verb).description(description))
        .argument("<id>", "its id, as `automation list` prints it")
        .addOption(jsonOption())
        .action(async (id: string, options) => {
          const { activateAutomation, approveAutomation, showAutomation } = await import("./automation.ts");
          const act = { show: showAutomation, approve: approveAutomation, activate: activateAutomation }[verb];
          return act({ id, ...options });
        }),
      `automation ${verb} --client client_123 3f0c…`,
    );
}

function replayCount(given: string): number {
  if (/^(1?\d|20)$/.test(given)) return Number(given);
  throw new InvalidArgumentError("It must be a whole number from 0 to 20.");
}
