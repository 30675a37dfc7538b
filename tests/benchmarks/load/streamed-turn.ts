import { type Agent, request as send } from "node:http";
import { exchanges, visibleText } from "../chat/dialogue.ts";
import type { StartedTarget } from "../target.ts";

export interface StreamedTurn {
  readonly firstTokenMs: number;
  readonly wholeMs: number;
}

/**
 * Sends one turn over streamed `POST /v1/chat`, like a page, and measures it at the client.
 * @throws Error if the answer is not the model's, or the stream does not end with `done`.
 */
export async function streamedTurn(
  { url, token }: StartedTarget,
  agent: Agent,
  turn: { readonly session: string; readonly index: number },
): Promise<StreamedTurn> {
  const exchange = exchanges[turn.index % exchanges.length];
  if (!exchange) throw new Error("There are no exchanges.");
  const body = JSON.stringify({ client_id: "client_123", session_id: turn.session, message: exchange.question });
  const startedAt = performance.now();
  let firstTokenMs: number | undefined;
  const text = await post({ url: `${url}/v1/chat`, token, agent, body }, (received) => {
    if (firstTokenMs === undefined && received.includes("event: token")) firstTokenMs = performance.now() - startedAt;
  });
  const wholeMs = performance.now() - startedAt;
  const events = new Map(text.split("\n\n").map(eventOf));
  const message = events.get("message") as { readonly reply?: string } | undefined;
  if (message?.reply !== visibleText(exchange.answer) || !events.has("done"))
    throw new Error(`"${exchange.question}" was answered with ${text.slice(-1_000)}`);
  return { firstTokenMs: firstTokenMs ?? wholeMs, wholeMs };
}

function eventOf(block: string): readonly [string, unknown] {
  const [, name = "", data = "null"] = /^event: (.*)\ndata: (.*)$/m.exec(block) ?? [];
  return [name, JSON.parse(data)];
}

function post(
  to: { readonly url: string; readonly token: string; readonly agent: Agent; readonly body: string },
  onChunk: (text: string) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      Accept: "text/event-stream",
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(to.body),
      Authorization: `Bearer ${to.token}`,
    };
    const outgoing = send(to.url, { agent: to.agent, method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        onChunk(chunk);
      });
      response.once("error", reject);
      response.once("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`/v1/chat answered ${response.statusCode}: ${text}`));
      });
    });
    outgoing.once("error", reject).end(to.body);
  });
}
