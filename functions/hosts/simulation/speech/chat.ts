import type { SimulatedCustomer, Stage } from "../stage.ts";
import type { SimulatedMessage } from "./message.ts";

/** The chat on a tenant's web site; files are not sent there. */
export async function viaChat(
  stage: Stage,
  { address }: SimulatedCustomer,
  { text, choice, deliveries }: SimulatedMessage,
): Promise<void> {
  const picked = choice ? { choice_id: choice.id } : {};
  const body = { client_id: stage.tenant.id, session_id: address, message: text, ...picked };
  if (deliveries > 1) throw new Error("Web chat has no provider that delivers twice: leave out `deliveries`.");
  const answer = await stage.api("POST /v1/chat", { role: "service", body });
  if (answer.status !== 200) throw new Error(`POST /v1/chat answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
