import type { ModelMessage } from "../../../../shared/models/model.ts";
import type { Stage } from "./stage.ts";

/** The played customer's next action. */
export type PlayedLine =
  | { readonly type: "says"; readonly text: string }
  | { readonly type: "done" }
  | { readonly type: "gave-up" };

const model = { primary: "gemini-3.5-flash-lite", fallback: "gemini-2.5-flash-lite", endpoint: null };
const answerWithinMs = 60_000;

/**
 * Asks the product's models for the customer's next message. A script can set the stand-in's response with
 * `match: { system_contains: "You play a customer" }`.
 */
export async function nextLine(
  { product, tenant }: Stage,
  part: {
    readonly persona: string;
    readonly goal: string;
    readonly said: readonly { readonly by: "customer" | "agent"; readonly text: string }[];
  },
): Promise<PlayedLine> {
  const system = [
    `You play a customer who writes to ${tenant.config.client_name}. Stay in your part; you are not an assistant.`,
    `Who you are: ${part.persona}`,
    `What you want: ${part.goal}`,
    "Write only your next message: one or two short sentences, in your own words, answering what you are asked.",
    "Invent small details where you are asked for them, and keep to them. Never write for the other side.",
    "Write exactly [done] once you have what you want, and exactly [gave up] when you see that you will not get it.",
  ].join("\n");
  // The model plays the customer, so the agent's messages have the role user.
  const messages = part.said.map(
    ({ by, text }): ModelMessage => ({ role: by === "customer" ? "model" : "user", parts: [{ type: "text", text }] }),
  );
  const opening: ModelMessage = {
    role: "user",
    parts: [{ type: "text", text: "(The chat is open. You write first.)" }],
  };
  const reply = await product.composition.models.generate(model, {
    system,
    messages: [opening, ...messages],
    tools: [],
    temperature: 0.7,
    maxTokens: 1_000,
    payer: "platform",
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const text = reply.parts
    .map((part) => (part.type === "text" ? part.text : ""))
    .join("")
    .trim();
  if (/^\[done\]/i.test(text)) return { type: "done" };
  return text === "" || /^\[gave up\]/i.test(text) ? { type: "gave-up" } : { type: "says", text };
}
