import { isCarried } from "../../../shared/channels/definitions.ts";
import type { SimulatedCustomer, Stage } from "./stage/stage.ts";
import { toolCalls } from "./stage/tool-calls.ts";

/** Adds new tool calls and then new messages to the transcript, since the last call. */
export function noteTaker(): { take(stage: Stage): Promise<void> } {
  let toolsSeen = 0;
  /** Counts per provider, because each provider has its own order. */
  const sentBy = new Map<string, number>();
  const chatSeen = new Map<SimulatedCustomer, number>();

  async function take(stage: Stage): Promise<void> {
    const { transcript, customer, customers } = stage;
    const tools = await toolCalls(stage);
    for (const { name, arguments: given, status } of tools.slice(toolsSeen))
      transcript.add("tool", `${name} ${JSON.stringify(given)}`, status);
    toolsSeen = tools.length;
    for (const [provider, sent] of Map.groupBy(await stage.sent(), (message) => message.provider)) {
      for (const { text, channel, to, status, template } of sent.slice(sentBy.get(provider) ?? 0))
        transcript.add(
          "agent",
          text,
          [`${channel} to ${to}`, template && `template ${template}`, status].filter(Boolean).join(", "),
        );
      sentBy.set(provider, sent.length);
    }
    const visitors = new Map([["", customer], ...customers]);
    for (const [called, visitor] of visitors) {
      if (isCarried(visitor.channel)) continue;
      const chat = await stage.received(visitor);
      const note = called === "" ? visitor.channel : `${visitor.channel} to ${called}`;
      for (const text of chat.slice(chatSeen.get(visitor) ?? 0)) transcript.add("agent", text, note);
      chatSeen.set(visitor, chat.length);
    }
  }

  return { take };
}
