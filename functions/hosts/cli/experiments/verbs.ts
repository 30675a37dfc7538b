import type { Command } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

/** `experiments …`: variants of a configuration, compared on customers. */
export function addExperimentVerbs(root: Command): void {
  const experiments = root.command("experiments").description("compare variants of a configuration on customers");

  withExamples(
    onServer(experiments.command("list").description("list experiments, newest first"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./experiments.ts")).listExperiments(options)),
    "experiments list --client client_123",
  );
  withExamples(
    onServer(experiments.command("create").description("describe an experiment and learn how long it takes"))
      .argument("<file>", "YAML or JSON with the body of POST /v1/experiments; - reads standard input")
      .addOption(jsonOption())
      .action(async (file: string, options) =>
        (await import("./experiments.ts")).createExperiment({ file, ...options }),
      ),
    "experiments create --client client_123 greeting.yaml",
  );
  for (const [verb, description] of [
    ["start", "deal new conversations to the variants"],
    ["show", "print an experiment with its figures"],
    ["look", "compute the figures now"],
  ] as const)
    withExamples(
      onServer(experiments.command(verb).description(description))
        .argument("<id>", "its id, as `experiments list` prints it")
        .addOption(jsonOption())
        .action(async (id: string, options) => {
          const verbs = await import("./experiments.ts");
          const act = { start: verbs.startExperiment, show: verbs.showExperiment, look: verbs.lookAtExperiment }[verb];
          return act({ id, ...options });
        }),
      `experiments ${verb} --client client_123 3f0c…`,
    );
  withExamples(
    onServer(experiments.command("stop").description("give all customers the active version again"))
      .argument("<id>", "its id, as `experiments list` prints it")
      .requiredOption("--reason <text>", "why, for the record")
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./experiments.ts")).stopExperiment({ id, ...options })),
    'experiments stop --client client_123 3f0c… --reason "The season is over."',
  );
  withExamples(
    onServer(experiments.command("promote").description("check a variant and give it to all customers"))
      .argument("<id>", "its id, as `experiments list` prints it")
      .argument("<variant>", "the variant")
      .option("--anyway", "although nothing shows that it is better")
      .option("--reason <text>", "why, for the record")
      .option("--staged", "to 5, 25, 50, then 100 % of the customers, as `rollout start` does it")
      .option("--wait", "until the checks have ended")
      .addOption(jsonOption())
      .action(async (id: string, arm: string, options) =>
        (await import("./promote.ts")).promoteExperiment({ id, arm, ...options }),
      ),
    "experiments promote --client client_123 3f0c… warm --wait",
    "experiments promote --client client_123 3f0c… warm --staged",
  );
}
