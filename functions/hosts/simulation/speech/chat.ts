import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import type { SimulatedMessage } from "./message.ts";

/** Sends a message through web chat, without files. */
export async function viaChat(
  stage: Stage,
  { address }: SimulatedCustomer,
  { text, choice, deliveries }: SimulatedMessage,
): Promise<void> {
  const picked = choice ? { choice_id: choice.id } : {};
  const body = { client_id: stage.tenant.id, session_id: address, message: text, ...picked };
  if (deliveries > 1) throw new Error("Web chat has no provider that repeats deliveries. Leave out `deliveries`.");
  const answer = await stage.api("POST /v1/chat", { role: "service", body });
  if (answer.status !== 200)
    throw new Error(`POST /v1/chat responded with ${answer.status}: ${JSON.stringify(answer.body)}`);
}
