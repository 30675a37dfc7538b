import type { GenerateContentParameters, GoogleGenAI } from "@google/genai/web";
import { contentsOf, nothingReceived, type Received, received, replyText, toolsOf } from "./gemini-format.ts";
import type { ModelReply, ModelRequest } from "./model.ts";
import { type ModelClient, ModelFailure } from "./model-client.ts";

/**
 * Gemini through its own client, which is loaded with the first request. One request is one attempt: the client's
 * retries stay off. `apiKey` is read when first needed, from the keys port.
 */
export function geminiClient(options: {
  apiKey(): Promise<string>;
  /** Of a stand-in or proxy; Google's own by default. */
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof fetch;
}): ModelClient {
  let client: Promise<GoogleGenAI> | undefined;
  const connect = async () => {
    const [{ GoogleGenAI }, apiKey] = await Promise.all([import("./genai.ts"), options.apiKey()]);
    return new GoogleGenAI({ apiKey, httpOptions: options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl } });
  };
  return {
    async generate(model, request) {
      client ??= connect();
      const { models } = await client.catch((error: unknown) => {
        client = undefined;
        throw error;
      });
      const answered: Answered = { status: null, retryAfterMs: undefined };
      const parameters = parametersOf(model, request, observed(options.fetch ?? fetch, answered));
      try {
        if (request.onText) return finished(model, await streamed(models, parameters, request));
        return finished(model, received(nothingReceived, await models.generateContent(parameters)));
      } catch (error) {
        if (error instanceof ModelFailure) throw error;
        throw failureOf(error, model, answered, request.signal);
      }
    },
  };
}

async function streamed(
  models: GoogleGenAI["models"],
  parameters: GenerateContentParameters,
  request: ModelRequest,
): Promise<Received> {
  let all = nothingReceived;
  for await (const chunk of await models.generateContentStream(parameters)) {
    all = received(all, chunk);
    const text = replyText(chunk);
    if (text !== "") request.onText?.(text);
  }
  return all;
}

function parametersOf(model: string, request: ModelRequest, fetch: typeof globalThis.fetch): GenerateContentParameters {
  return {
    model,
    contents: contentsOf(request.messages),
    config: {
      systemInstruction: request.system,
      temperature: request.temperature,
      maxOutputTokens: request.maxTokens,
      tools: toolsOf(request.tools),
      abortSignal: request.signal,
      httpOptions: { fetch },
    },
  };
}

/** A reply that stops without saying why was cut off on its way. */
function finished(model: string, all: Received): ModelReply {
  if (all.finish === null) throw new ModelFailure("network", `${model} broke off its reply.`);
  return { ...all, model, finish: all.finish };
}

/** What the HTTP answer said, which the client's errors do not carry. */
interface Answered {
  status: number | null;
  retryAfterMs: number | undefined;
}

function observed(send: typeof fetch, answered: Answered): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    answered.status = response.status;
    answered.retryAfterMs = retryAfterOf(response.headers.get("retry-after"));
    return response;
  };
}

/** `Retry-After` as seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

/** Google puts the wait into the error's details, too (google.rpc.RetryInfo). */
function retryDelayOf(error: unknown): number | undefined {
  const [, seconds] = error instanceof Error ? (/"retryDelay":\s*"([\d.]+)s"/.exec(error.message) ?? []) : [];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}

/** The provider's message is kept as the cause's only: it may quote the request. */
function failureOf(error: unknown, model: string, answered: Answered, signal: AbortSignal): ModelFailure {
  const status = statusOf(error) ?? (answered.status !== null && answered.status >= 400 ? answered.status : null);
  const retryAfterMs = answered.retryAfterMs ?? retryDelayOf(error);
  if (signal.aborted) return new ModelFailure("timeout", `${model} did not answer in time.`);
  if (status === 429) return new ModelFailure("rate-limited", `${model} answered 429.`, { retryAfterMs });
  if (status === null) return new ModelFailure("network", `${model} could not be reached.`, { cause: error });
  if (status === 408 || status >= 500)
    return new ModelFailure("unavailable", `${model} answered ${status}.`, { retryAfterMs });
  return new ModelFailure("rejected", `${model} refused the request with ${status}${reasonOf(error)}.`);
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}

/** Google's own word for it, such as INVALID_ARGUMENT: a constant, never a piece of the request. */
function reasonOf(error: unknown): string {
  const [, reason] = error instanceof Error ? (/"status":\s*"([A-Z_]{3,40})"/.exec(error.message) ?? []) : [];
  return reason === undefined ? "" : ` (${reason})`;
}
