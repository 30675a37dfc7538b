import { type Command, Option } from "commander";
import { jsonOption, onServer, wholeNumber, withExamples } from "../options.ts";
import { pairOption } from "./pair-option.ts";

/** `messages …`: send one message to one customer, and read what became of it. */
export function addMessageVerbs(root: Command): void {
  const messages = root.command("messages").description("send one message to one customer, and read its outcome");

  withExamples(
    onServer(messages.command("send").description("send one message, under the rules of consent, opt-outs and caps"))
      .optionsGroup("Recipient:")
      .option("--conversation <id>", "in this conversation")
      .option("--customer <id>", "to this customer, where they were last in contact or on --channel")
      .option("--to <address>", "to this phone number or e-mail, on --channel")
      .option("--channel <channel>", "whatsapp, sms, email, …")
      .optionsGroup("Message:")
      .option("--text <text>", "what it says; {placeholders} are filled from --value")
      .addOption(pairOption("--value <name=value>", "what a placeholder stands for; may be repeated"))
      .addOption(pairOption("--media <type=url>", "a file, such as application/pdf=https://…; may be repeated"))
      .option("--template <name>", "a template: sent as it is, or with --text where free text is not allowed")
      .addOption(pairOption("--template-value <name=value>", "what the template's placeholder stands for"))
      .option("--language <language>", "the only language to send the template in, such as hi or pt_BR")
      .optionsGroup("Rules:")
      .addOption(
        new Option("--purpose <purpose>", "which rules apply")
          .choices(["transactional", "service", "marketing"])
          .default("service"),
      )
      .option("--config <name>", "the configuration for a conversation that is not open")
      .option("--key <key>", "an Idempotency-Key: the same one sends nothing twice")
      .optionsGroup("Outcome:")
      .addOption(waitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./send.ts")).sendMessage(options)),
    'messages send --client client_123 --channel sms --to +919812345678 --text "Order {order} is ready." --value order=4711 --wait',
    "messages send --client client_123 --conversation cnv_0123456789 --template test_results --language hi",
  );

  withExamples(
    onServer(messages.command("show").description("show what became of a message"))
      .argument("<id>", "its id, as `messages send` prints it")
      .addOption(waitOption())
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./show.ts")).showMessage({ id, ...options })),
    "messages show --client client_123 3d1f6f0e-5c56-4d0a-8b0e-5f7a4e0f3b11",
  );
}

const waitOption = () =>
  new Option("--wait [seconds]", "wait for the outcome; exit with 1 when it failed or was skipped")
    .preset(30)
    .argParser((given) => (typeof given === "number" ? given : wholeNumber(given)));
