import type { Stage } from "./stage.ts";
import { toolCalls } from "./tool-calls.ts";

/** Adds to the transcript what was done and said since it was last called: tools, then messages. */
export function noteTaker(): { take(stage: Stage): Promise<void> } {
  const seen = { tools: 0, chat: 0 };
  /** By provider: each has an order of its own. */
  const sentBy = new Map<string, number>();

  async function take(stage: Stage): Promise<void> {
    const { transcript, customer } = stage;
    const tools = await toolCalls(stage);
    for (const { name, arguments: given, status } of tools.slice(seen.tools))
      transcript.add("tool", `${name} ${JSON.stringify(given)}`, status);
    seen.tools = tools.length;
    for (const [provider, sent] of Map.groupBy(await stage.sent(), (message) => message.provider)) {
      for (const { text, channel, to, status, template } of sent.slice(sentBy.get(provider) ?? 0))
        transcript.add(
          "agent",
          text,
          [`${channel} to ${to}`, template && `template ${template}`, status].filter(Boolean).join(", "),
        );
      sentBy.set(provider, sent.length);
    }
    if (customer.channel !== "web_chat") return;
    const chat = await stage.received(customer);
    for (const text of chat.slice(seen.chat)) transcript.add("agent", text, "web_chat");
    seen.chat = chat.length;
  }

  return { take };
}
