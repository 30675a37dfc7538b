import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { embed, maximumDimensions } from "./gemini/embedding.ts";
import { googleError } from "./gemini/errors.ts";
import { decide } from "./gemini/policy.ts";
import { type Prompt, parsePrompt, textOfParts } from "./gemini/prompt.ts";
import { countTokens, type Reply, responses, withinTokens } from "./gemini/reply.ts";
import { type ScriptedResponse, scriptQueue } from "./gemini/script.ts";
import { type Answer, type StandIn, type StandInRequest, sendJson, serve } from "./http.ts";
import { isObject, type JsonObject, listOf, objectOf, parseJson, textOf } from "./json.ts";
import { recorded, sinceOf } from "./record.ts";

export interface GeminiOptions {
  /** 0 picks a free one. Default 8091. */
  readonly port?: number;
  readonly host?: string;
}

const route = /^\/v1(?:beta|alpha)?\/(models\/[\w.-]+)(?::(\w+))?$/;

/**
 * Speaks the Gemini API (ai.google.dev/api, v1 and v1beta) for generate, stream, embed and count; answers from scripts
 * first, then from the embedded policy (shared/design/contract.md, "Stand-ins").
 */
export async function startGemini(options: GeminiOptions = {}): Promise<StandIn> {
  const scripts = scriptQueue();
  const asked = recorded<{
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
    readonly time: string;
  }>();

  function control(request: StandInRequest): Answer {
    switch (`${request.method} ${request.path}`) {
      case "POST /_standin/script": {
        const queued = scripts.add(parseJson(request.rawBody));
        return typeof queued === "string" ? googleError(400, queued) : { status: 201, body: queued };
      }
      case "GET /_standin/requests":
        return { status: 200, body: asked.list(sinceOf(request.query)) };
      case "POST /_standin/reset":
        scripts.clear();
        asked.clear();
        return { status: 200, body: { reset: true } };
      default:
        return googleError(404, `The stand-in has no control ${request.method} ${request.path}.`);
    }
  }

  async function generate(model: string, request: StandInRequest, response: ServerResponse, streamed: boolean) {
    const body = parseJson(request.rawBody);
    const prompt = parsePrompt(body);
    if (typeof prompt === "string") return sendJson(response, googleError(400, prompt));
    const scripted = scripts.take(model, prompt);
    if (scripted?.delayMs) await delay(scripted.delayMs, undefined, { signal: request.gone }).catch(() => undefined);
    if (request.gone.aborted) return;
    if (scripted?.status !== undefined) {
      const { status, message = "The stand-in was told to fail.", retryAfter } = scripted;
      return sendJson(response, googleError(status, message, retryAfter));
    }
    const reply = (scripted && replyOf(scripted)) ?? withinTokens(decide(prompt), prompt.maximumTokens);
    const chunks = responses({ ...reply, usage: scripted?.usage }, promptText(body, prompt), streamed);
    if (scripted?.truncate) return truncate(response, chunks, streamed);
    if (!streamed) return sendJson(response, { status: 200, body: chunks[0] });
    if (request.query.get("alt") !== "sse") return sendJson(response, { status: 200, body: chunks });
    response.writeHead(200, eventStream);
    for (const chunk of chunks) response.write(event(chunk));
    response.end();
  }

  async function answer(request: StandInRequest, response: ServerResponse): Promise<void> {
    if (request.path.startsWith("/_standin/")) return sendJson(response, control(request));
    const body = parseJson(request.rawBody);
    const path = request.path + (request.query.get("alt") === "sse" ? "?alt=sse" : "");
    asked.add({ method: request.method, path, body: body ?? request.rawBody, time: new Date().toISOString() });
    const key = request.headers["x-goog-api-key"] ?? request.query.get("key") ?? "";
    if (key === "") return sendJson(response, googleError(403, unregistered));
    const [matched, model = "", method] = route.exec(request.path) ?? [];
    if (!matched) return sendJson(response, googleError(404, `Requested entity was not found: ${request.path}`));
    if (request.method === "GET" && method === undefined)
      return sendJson(response, { status: 200, body: about(model) });
    if (request.method !== "POST")
      return sendJson(response, googleError(404, `${request.method} is not answered here.`));
    if (!isObject(body)) {
      return sendJson(response, googleError(400, "Invalid JSON payload received. The body is no JSON object."));
    }
    switch (method) {
      case "generateContent":
        return generate(model, request, response, false);
      case "streamGenerateContent":
        return generate(model, request, response, true);
      case "countTokens":
        return sendJson(response, counted(body));
      case "embedContent":
        return sendJson(
          response,
          embedded([body], ([embedding]) => ({ embedding })),
        );
      case "batchEmbedContents":
        return sendJson(
          response,
          embedded(listOf(body.requests).map(objectOf), (embeddings) => ({ embeddings })),
        );
      default:
        return sendJson(response, googleError(404, `${model} has no method ${method}.`));
    }
  }

  return serve({ port: options.port ?? 8091, host: options.host, handle: answer });
}

const unregistered =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
const eventStream = { "content-type": "text/event-stream", "cache-control": "no-cache" };
const event = (chunk: JsonObject): string => `data: ${JSON.stringify(chunk)}\r\n\r\n`;

/** Undefined where the script leaves the words to the policy. */
function replyOf(scripted: ScriptedResponse): Reply | undefined {
  const { text, json, functionCalls, malformed, finishReason } = scripted;
  if (malformed) return { text: "", calls: [], finishReason: "MALFORMED_FUNCTION_CALL" };
  if (text === undefined && json === undefined && functionCalls === undefined && finishReason === undefined) return;
  return {
    text: text ?? (json === undefined ? "" : JSON.stringify(json)),
    calls: functionCalls ?? [],
    finishReason: finishReason ?? "STOP",
  };
}

/** Breaks the connection in the middle: after the first event of a stream, or half-way through a body. */
function truncate(response: ServerResponse, chunks: readonly JsonObject[], streamed: boolean): void {
  const [first = {}] = chunks;
  const text = streamed && chunks.length > 1 ? event(first) : JSON.stringify(first).slice(0, 40);
  response.writeHead(200, streamed ? eventStream : { "content-type": "application/json" });
  response.write(text, () => response.destroy());
}

function promptText(body: unknown, prompt: Prompt): string {
  return `${prompt.system}\n${JSON.stringify(objectOf(body).contents)}\n${JSON.stringify(prompt.tools)}`;
}

function counted(body: JsonObject): Answer {
  const request = objectOf(body.generateContentRequest ?? body);
  const contents = listOf(request.contents).map((content) => textOfParts(objectOf(content).parts));
  if (contents.length === 0) return googleError(400, "* CountTokensRequest.contents: contents is not specified");
  const text = [textOfParts(objectOf(request.systemInstruction).parts), ...contents].join("");
  return { status: 200, body: { totalTokens: countTokens(text) } };
}

function embedded(
  requests: readonly JsonObject[],
  shape: (embeddings: readonly { readonly values: readonly number[] }[]) => JsonObject,
): Answer {
  if (requests.length === 0)
    return googleError(400, "* BatchEmbedContentsRequest.requests: at least one request is required");
  const embeddings: { readonly values: readonly number[] }[] = [];
  for (const request of requests) {
    const dimensions = Number(request.outputDimensionality ?? maximumDimensions);
    if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > maximumDimensions) {
      return googleError(400, `output_dimensionality must be from 1 to ${maximumDimensions}.`);
    }
    const text = textOfParts(objectOf(request.content).parts);
    if (text === "") return googleError(400, "* EmbedContentRequest.content: contents is not specified");
    embeddings.push({ values: embed(text, dimensions) });
  }
  return { status: 200, body: shape(embeddings) };
}

function about(model: string): JsonObject {
  return {
    name: textOf(model),
    version: "001",
    displayName: "Embedded policy (stand-in)",
    description: "A stand-in for tests and a first look; it is no language model.",
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ["generateContent", "countTokens", "embedContent", "batchEmbedContents"],
  };
}
