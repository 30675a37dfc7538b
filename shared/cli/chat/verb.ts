import type { Command } from "commander";
import { clientOption, dataDirOption, tokenOption, urlOption, withExamples } from "../options.ts";

/** `chat`: a conversation with a client's agent. */
export function addChatVerb(root: Command): void {
  withExamples(
    root
      .command("chat")
      .description("talk to a client's agent in this terminal")
      .addOption(clientOption())
      .option("--session <id>", "carry on an earlier session (default: a new one)")
      .addOption(urlOption())
      .addOption(tokenOption())
      .addOption(dataDirOption())
      .action(async (options) => (await import("./chat.ts")).chat(options))
      .addHelpText(
        "after",
        "\nIn the conversation: /new begins another, /quit ends it; Ctrl-C stops an answer, then ends.",
      ),
    "chat --client client_123",
    "chat --client client_123 < questions.txt",
  );
}
