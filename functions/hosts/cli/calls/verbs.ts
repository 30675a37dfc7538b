import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

const id = "web-3d1f6f0e-5c56-4d0a-8b0e-5f7a4e0f3b11";

/** `calls …`: calls by telephone and from web pages, and calls to customers. */
export function addCallVerbs(root: Command): void {
  const calls = root.command("calls").description("list, show, start and end calls");
  withExamples(
    onServer(calls.command("list").description("list calls, newest first"))
      .addOption(
        new Option("--status <status>", "only those in this state").choices(["planned", "dialling", "open", "ended"]),
      )
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./list.ts")).listCalls(options)),
    "calls list --client client_123 --status open",
  );
  withExamples(
    onServer(calls.command("show").description("show a call: what was said, how it came out and what it cost"))
      .argument("<id>", "the call's id, as `calls list` prints it")
      .addOption(jsonOption())
      .action(async (call: string, options) => (await import("./show.ts")).showCall({ call, ...options })),
    `calls show ${id} --client client_123`,
  );
  withExamples(
    onServer(calls.command("start").description("call a customer, under the rules of consent, opt-outs and hours"))
      .requiredOption("--to <number>", "the customer's number, such as +919812345678")
      .option("--briefing <text>", "what the call is about, for the agent")
      .option("--name <name>", "the customer's name")
      .option("--config <name>", "the configuration to use")
      .option("--not-before <time>", "nobody is dialled before this ISO time")
      .addOption(
        new Option("--purpose <purpose>", "which rules apply")
          .choices(["transactional", "service", "marketing"])
          .default("service"),
      )
      .option("--key <key>", "an Idempotency-Key: the same one calls nobody twice")
      .addOption(jsonOption())
      .action(async (options) => (await import("./start.ts")).startCall(options)),
    'calls start --client client_123 --to +919812345678 --briefing "The report is ready."',
  );
  withExamples(
    onServer(calls.command("end").description("end a call, or call off one that was not made yet"))
      .argument("<id>", "the call's id")
      .addOption(jsonOption())
      .action(async (call: string, options) => (await import("./end.ts")).endCall({ call, ...options })),
    `calls end ${id} --client client_123`,
  );
}
