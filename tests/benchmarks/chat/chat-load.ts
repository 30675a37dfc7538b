import { Agent, request as send } from "node:http";
import type { StartedTarget, Variant } from "../target.ts";
import { exchanges, visibleText } from "./dialogue.ts";

/** Turns per conversation: the usual length of a support chat. */
const turnsPerConversation = 10;

/** Sends chat requests over keep-alive connections with the given concurrency, and checks every answer. */
export interface Load {
  /** Resolves with the duration of each request in milliseconds. @throws Error for the first wrong answer. */
  run(requests: number, concurrency: number): Promise<readonly number[]>;
  close(): void;
}

/** Creates a load in which each connection holds one conversation after another, turn by turn, like a customer. */
export function chatLoad({ url, token }: StartedTarget, variant: Variant): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const options = {
    agent,
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) },
  };
  let conversations = 0;

  function post(body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { ...options.headers, "Content-Length": Buffer.byteLength(body) };
      const outgoing = send(`${url}/v1/chat`, { ...options, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${variant} answered ${response.statusCode}: ${text}`));
        });
      });
      outgoing.once("error", reject).end(body);
    });
  }

  async function turn(session: string, index: number): Promise<number> {
    const exchange = exchanges[index % exchanges.length];
    if (!exchange) throw new Error("There are no exchanges.");
    const body = JSON.stringify({ client_id: "client_123", session_id: session, message: exchange.question });
    const startedAt = performance.now();
    const answered = JSON.parse(await post(body)) as { reply?: string; echo?: { message?: string } };
    const tookMs = performance.now() - startedAt;
    const right =
      variant === "echo"
        ? answered.echo?.message === exchange.question
        : answered.reply === visibleText(exchange.answer);
    if (!right) throw new Error(`${variant} answered "${exchange.question}" with ${JSON.stringify(answered)}`);
    return tookMs;
  }

  return {
    async run(requests, concurrency) {
      const tookMs: number[] = [];
      let started = 0;
      const customer = async (): Promise<void> => {
        let session = "";
        for (let index = 0; started < requests; index += 1) {
          started += 1;
          if (index % turnsPerConversation === 0) session = `customer-${++conversations}`;
          tookMs.push(await turn(session, index));
        }
      };
      await Promise.all(Array.from({ length: concurrency }, customer));
      return tookMs;
    },
    close: () => agent.destroy(),
  };
}
