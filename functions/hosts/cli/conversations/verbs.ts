import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

const actions = {
  takeover: "take over the conversation; the agent does not reply until it is released",
  release: "return the conversation to the agent",
  resolve: "close the conversation; the customer's next message opens a new session",
} as const;

/** `conversations …`: read conversations and operate them. */
export function addConversationVerbs(root: Command): void {
  const conversations = root.command("conversations").description("read, take over, release and resolve conversations");

  withExamples(
    onServer(conversations.command("list").description("list conversations, newest message first"))
      .addOption(new Option("--status <status>", "only these").choices(["active", "escalated", "resolved"]))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./list.ts")).listConversations(options)),
    "conversations list --client client_123 --status escalated",
  );

  withExamples(
    onServer(conversations.command("show").description("show a conversation: state, messages, tools, timings"))
      .argument("<id>", "its id, as in the list")
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (id: string, options) => (await import("./show.ts")).showConversation({ id, ...options })),
    "conversations show --client client_123 cnv_0123456789",
  );

  for (const action of ["takeover", "release", "resolve"] as const)
    withExamples(
      onServer(conversations.command(action).description(actions[action]))
        .argument("<id>", "its id, as in the list")
        .action(async (id: string, options) => (await import("./operate.ts")).operate({ id, action, ...options })),
      `conversations ${action} --client client_123 cnv_0123456789`,
    );
}
