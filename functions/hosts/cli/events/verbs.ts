import { type Command, Option } from "commander";
import { clientId, dataDirOption, jsonOption, limitOption, withExamples } from "../options.ts";

const oneClientOption = () =>
  new Option("-c, --client <id>", "only this client's (default: every client's)").argParser(clientId);

/** `events …`: what no step could handle. */
export function addEventVerbs(root: Command): void {
  const events = root.command("events").description("see and repeat the events that no step could handle");

  withExamples(
    events
      .command("list")
      .description("list dead events, newest first, with why they died")
      .addOption(oneClientOption())
      .addOption(limitOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./events.ts")).listDead(options)),
    "events list --client client_123",
  );

  withExamples(
    events
      .command("replay")
      .description("deliver a dead event again, to the step it died in")
      .argument("[id]", "its id, as in the list")
      .option("--all", "every dead event")
      .addOption(oneClientOption())
      .addOption(dataDirOption())
      .action(async (id: string | undefined, options) => (await import("./events.ts")).replay({ id, ...options })),
    "events replay 42",
    "events replay --all --client client_123",
  );

  withExamples(
    events
      .command("unroutable")
      .description("list the numbers that customers write to and no client's configuration claims")
      .addOption(limitOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./unroutable.ts")).listUnroutable(options)),
    "events unroutable",
  );
}
