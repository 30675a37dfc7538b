import type { ModelMessage, ModelRequest } from "../model.ts";
import { compatibleClient } from "./compatible.ts";
import type { CompatibleOptions } from "./compatible-endpoint.ts";

export const llama = "openai_compatible/meta-llama/llama-3.3-70b-instruct";

export function compatibleClientWith(changes: Partial<CompatibleOptions>) {
  return compatibleClient({
    url: undefined,
    apiKey: async () => "platform-key",
    secret: async () => undefined,
    isPublicHost: async () => true,
    ...changes,
  });
}

export function request(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: "You are Asha.",
    messages: [said("Hello")],
    tools: [],
    temperature: 0.5,
    maxTokens: 100,
    signal: new AbortController().signal,
    ...changes,
  };
}

export const said = (text: string): ModelMessage => ({ role: "user", parts: [{ type: "text", text }] });

/** The client with answers of a scripted network, for what the stand-in does not do. */
export function answeredWith(...answers: readonly (() => Response)[]) {
  const sent: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const network = async (input: unknown, init?: RequestInit) => {
    sent.push({ url: String(input), init });
    const answer = answers[sent.length - 1];
    if (!answer) throw new TypeError("fetch failed");
    return answer();
  };
  return { client: compatibleClientWith({ url: "http://chat.test/v1", fetch: network as typeof fetch }), sent };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

export const stream = (...events: readonly string[]) =>
  new Response(events.join(""), { headers: { "content-type": "text/event-stream" } });

export const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
