import type { Command } from "commander";
import { clientOption, dataDirOption, tokenOption, urlOption, withExamples } from "../options.ts";

/** `chat`: a conversation with a client's agent. */
export function addChatVerb(root: Command): void {
  withExamples(
    root
      .command("chat")
      .description("talk to a client's agent in this terminal")
      .addOption(clientOption())
      .option("--session <id>", "continue an earlier session (default: a new one)")
      .addOption(urlOption())
      .addOption(tokenOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./chat.ts")).chat(options))
      .addHelpText(
        "after",
        "\nCommands: /new starts another conversation, /release returns it to the agent, /quit ends.\nCtrl-C stops an answer; at the prompt it ends the conversation.",
      ),
    "chat --client client_123",
    "chat --client client_123 < questions.txt",
  );
}
