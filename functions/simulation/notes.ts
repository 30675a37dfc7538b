import type { Stage } from "./stage.ts";
import { toolCalls } from "./tool-calls.ts";

/** Adds to the transcript what was done and said since it was last called: tools, then messages. */
export function noteTaker(): { take(stage: Stage): Promise<void> } {
  const seen = { tools: 0, sent: 0, chat: 0 };

  async function take(stage: Stage): Promise<void> {
    const { transcript, customer } = stage;
    const tools = await toolCalls(stage);
    for (const { name, arguments: given, status } of tools.slice(seen.tools))
      transcript.add("tool", `${name} ${JSON.stringify(given)}`, status);
    seen.tools = tools.length;
    const sent = await stage.sent();
    for (const { text, channel, to, status } of sent.slice(seen.sent))
      transcript.add("agent", text, `${channel} to ${to}, ${status}`);
    seen.sent = sent.length;
    if (customer.channel !== "web_chat") return;
    const chat = await stage.received(customer);
    for (const text of chat.slice(seen.chat)) transcript.add("agent", text, "web_chat");
    seen.chat = chat.length;
  }

  return { take };
}
