import type { Command } from "commander";
import { dataDirOption, jsonOption, withExamples } from "../options.ts";

/** `voice …`: the telephone numbers of all clients at the LiveKit server. */
export function addVoiceVerbs(root: Command): void {
  const voice = root.command("voice").description("provision telephone numbers at LiveKit, and show them");

  withExamples(
    voice
      .command("provision")
      .description("make LiveKit send calls to the clients' numbers to our agents; repeating it changes nothing")
      .option("--dry-run", "print what would change, and change nothing")
      .option("--prune", "also delete trunks and rules of ours whose numbers no configuration has any more")
      .addOption(dataDirOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./provision.ts")).provision(options)),
    "voice provision --dry-run",
    "voice provision --prune",
  );

  withExamples(
    voice
      .command("status")
      .description("say whether LiveKit is reachable, and which numbers calls can reach")
      .addOption(dataDirOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./status.ts")).showStatus(options)),
    "voice status",
  );
}
