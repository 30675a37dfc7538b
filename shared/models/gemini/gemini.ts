import type { GenerateContentParameters, GoogleGenAI } from "@google/genai/web";
import type { ModelReply, ModelRequest } from "../model.ts";
import { type ModelClient, ModelFailure } from "../model-client.ts";
import { retryAfterOf } from "../resilience/retry-after.ts";
import { addChunk, contentsOf, emptyReply, type PartialReply, replyText, toolsOf } from "./gemini-format.ts";

/**
 * Gemini through Google's client, which is loaded with the first request. One request is one attempt, because the
 * client's retries are off. `apiKey` reads the key from the keys port at the first request.
 */
export function geminiClient(options: {
  apiKey(): Promise<string>;
  /** The address of a stand-in or proxy; Google's by default. */
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
      return askGemini(models, model, request, options.fetch ?? fetch);
    },
  };
}

/** One attempt over `send`. @throws ModelFailure */
export async function askGemini(
  models: GoogleGenAI["models"],
  model: string,
  request: ModelRequest,
  send: typeof fetch,
): Promise<ModelReply> {
  const response: GeminiResponse = { status: null, retryAfterMs: undefined };
  const parameters = parametersOf(model, request, observeFetch(send, response));
  try {
    if (request.onText) return toReply(model, await readStream(models, parameters, request));
    return toReply(model, addChunk(emptyReply, await models.generateContent(parameters)));
  } catch (error) {
    if (error instanceof ModelFailure) throw error;
    throw geminiFailure(error, model, response, request.signal);
  }
}

async function readStream(
  models: GoogleGenAI["models"],
  parameters: GenerateContentParameters,
  request: ModelRequest,
): Promise<PartialReply> {
  let all = emptyReply;
  for await (const chunk of await models.generateContentStream(parameters)) {
    all = addChunk(all, chunk);
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
      ...(request.json ? { responseMimeType: "application/json", responseJsonSchema: request.json.schema } : {}),
      abortSignal: request.signal,
      httpOptions: { fetch },
    },
  };
}

/** Completes a reply. A reply without a finish reason was cut off by the network. */
function toReply(model: string, all: PartialReply): ModelReply {
  if (all.finish === null) throw new ModelFailure("network", `${model} sent an incomplete reply.`);
  return { ...all, model, finish: all.finish, served: all.served ?? model };
}

/** Data of the HTTP response that the client's errors lack. */
export interface GeminiResponse {
  status: number | null;
  retryAfterMs: number | undefined;
}

export function observeFetch(send: typeof fetch, info: GeminiResponse): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    info.status = response.status;
    info.retryAfterMs = retryAfterOf(response.headers.get("retry-after"));
    return response;
  };
}

/** Google also gives the delay in the error's details (google.rpc.RetryInfo). */
function retryDelayOf(error: unknown): number | undefined {
  const [, seconds] = error instanceof Error ? (/"retryDelay":\s*"([\d.]+)s"/.exec(error.message) ?? []) : [];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}

/** The message never includes the provider's own, because that may quote the request. */
export function geminiFailure(
  error: unknown,
  model: string,
  response: GeminiResponse,
  signal: AbortSignal,
): ModelFailure {
  const status = statusOf(error) ?? (response.status !== null && response.status >= 400 ? response.status : null);
  const retryAfterMs = response.retryAfterMs ?? retryDelayOf(error);
  if (signal.aborted) return new ModelFailure("timeout", `${model} did not answer in time.`);
  if (status === 429) return new ModelFailure("rate-limited", `${model} answered 429.`, { retryAfterMs });
  if (status === null) return new ModelFailure("network", `${model} could not be reached.`, { cause: error });
  if (status === 408 || status >= 500)
    return new ModelFailure("unavailable", `${model} answered ${status}.`, { retryAfterMs });
  if (status === 400 && isTooLong(error))
    return new ModelFailure("too-long", `${model} has no room for a request of this length.`);
  return new ModelFailure("rejected", `${model} refused the request with ${status}${reasonOf(error)}.`);
}

/** "The input token count (…) exceeds the maximum number of tokens allowed (…)" */
function isTooLong(error: unknown): boolean {
  return error instanceof Error && /token count.{0,40}exceeds the maximum/i.test(error.message);
}

function statusOf(error: unknown): number | null {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : null;
}

/** Google's status code, such as INVALID_ARGUMENT: a constant, never part of the request. */
function reasonOf(error: unknown): string {
  const [, reason] = error instanceof Error ? (/"status":\s*"([A-Z_]{3,40})"/.exec(error.message) ?? []) : [];
  return reason === undefined ? "" : ` (${reason})`;
}
