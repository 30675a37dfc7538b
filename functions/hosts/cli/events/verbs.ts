import { type Command, Option } from "commander";
import { clientId, dataDirOption, jsonOption, limitOption, withExamples } from "../options.ts";

const oneClientOption = () =>
  new Option("-c, --client <id>", "only this client (default: all clients)").argParser(clientId);

/** `events …`: list and replay dead letters. */
export function addEventVerbs(root: Command): void {
  const events = root.command("events").description("list and replay dead-lettered events");

  withExamples(
    events
      .command("list")
      .description("list dead letters, newest first, with their causes")
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
      .description("deliver a dead letter again to the step that failed")
      .argument("[id]", "its id, as in the list")
      .option("--all", "replay every dead letter")
      .addOption(oneClientOption())
      .addOption(dataDirOption())
      .action(async (id: string | undefined, options) => (await import("./events.ts")).replay({ id, ...options })),
    "events replay 42",
    "events replay --all --client client_123",
  );

  withExamples(
    events
      .command("unroutable")
      .description("list numbers that received messages but belong to no client")
      .addOption(limitOption())
      .addOption(jsonOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./unroutable.ts")).listUnroutable(options)),
    "events unroutable",
  );
}
