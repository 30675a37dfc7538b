import { setTimeout as delay } from "node:timers/promises";
import { type Context, Hono } from "hono";
import { embed, maximumDimensions } from "./gemini/embedding.ts";
import { googleError } from "./gemini/errors.ts";
import { decide } from "./gemini/policy.ts";
import { type ParsedPrompt, parsePrompt, textOfParts } from "./gemini/prompt.ts";
import { countTokens, cutToTokens, responses } from "./gemini/reply.ts";
import { replyOf, scriptQueue } from "./gemini/script.ts";
import { liveEndpoint } from "./gemini-live/live-endpoint.ts";
import {
  type Answer,
  alreadyAnswered,
  internalError,
  reply,
  type StandIn,
  type StandInBindings,
  serve,
  streamChunks,
} from "./http.ts";
import { isObject, type JsonObject, listOf, objectOf, parseJson, textOf } from "./json.ts";
import { requestLog, sinceOf } from "./request-log.ts";

export interface GeminiOptions {
  /** 0 picks a free port. Default 8091. */
  readonly port?: number;
  readonly host?: string;
}

interface GeminiEnv {
  Bindings: StandInBindings;
  /** Set once a model call was found well-formed. */
  Variables: { readonly body: JsonObject };
}

const models = "/:version{v1(?:beta|alpha)?}/models";

/**
 * Emulates the Gemini API (ai.google.dev/api, v1 and v1beta): generate, stream, embed and count, and the Live API on the
 * same port (gemini-live/). Answers from scripts first, then from the embedded policy (shared/design/contract.md,
 * "Stand-ins").
 */
export async function startGemini(options: GeminiOptions = {}): Promise<StandIn> {
  const scripts = scriptQueue();
  const live = liveEndpoint();
  const asked = requestLog<{
    readonly method: string;
    readonly path: string;
    readonly body: unknown;
    readonly time: string;
  }>();

  async function generate(c: Context<GeminiEnv, "/:call">, streamed: boolean): Promise<Response> {
    const { received } = c.env;
    const { body } = c.var;
    const prompt = parsePrompt(body);
    if (typeof prompt === "string") return reply(googleError(400, prompt));
    const scripted = scripts.take(modelOf(c.req.param("call")), prompt);
    if (scripted?.delayMs) await delay(scripted.delayMs, undefined, { signal: received.gone }).catch(() => undefined);
    if (received.gone.aborted) return alreadyAnswered();
    if (scripted?.status !== undefined) {
      const { status, message = "The stand-in was told to fail.", retryAfter } = scripted;
      return reply(googleError(status, message, retryAfter));
    }
    const answer = (scripted && replyOf(scripted)) ?? cutToTokens(decide(prompt), prompt.maximumTokens);
    const chunks = responses({ ...answer, usage: scripted?.usage }, promptText(body, prompt), streamed);
    if (scripted?.truncate) return truncate(c.env, chunks, streamed);
    if (!streamed) return reply({ status: 200, body: chunks[0] });
    if (received.query.get("alt") !== "sse") return reply({ status: 200, body: chunks });
    return new Response(streamChunks(chunks.map(event)), { headers: eventStream });
  }

  const app = new Hono<GeminiEnv>().onError(internalError);
  app.post("/_standin/script", (c) => {
    const queued = scripts.add(parseJson(c.env.received.rawBody));
    return reply(typeof queued === "string" ? googleError(400, queued) : { status: 201, body: queued });
  });
  app.get("/_standin/requests", (c) => reply({ status: 200, body: asked.list(sinceOf(c.env.received.query)) }));
  app.post("/_standin/reset", () => {
    scripts.clear();
    asked.clear();
    live.reset();
    return reply({ status: 200, body: { reset: true } });
  });
  app.route("/_standin/live", live.control);
  app.all("/_standin/*", ({ env: { received } }) =>
    reply(googleError(404, `The stand-in has no control ${received.method} ${received.path}.`)),
  );
  app.use(async (c, next) => {
    const { method, path: pathname, query, headers, rawBody } = c.env.received;
    const path = pathname + (query.get("alt") === "sse" ? "?alt=sse" : "");
    asked.add({ method, path, body: parseJson(rawBody) ?? rawBody, time: new Date().toISOString() });
    const key = headers["x-goog-api-key"] ?? query.get("key") ?? "";
    return key === "" ? reply(googleError(403, unregistered)) : await next();
  });
  app.get(`${models}/:model{[\\w.-]+}`, (c) =>
    reply({ status: 200, body: modelInfo(`models/${c.req.param("model")}`) }),
  );
  app.post(`${models}/:call{[\\w.-]+(?::\\w+)?}`, async (c, next) => {
    const body = parseJson(c.env.received.rawBody);
    if (!isObject(body)) {
      return reply(googleError(400, "Invalid JSON payload received. The body is no JSON object."));
    }
    c.set("body", body);
    return await next();
  });
  app.post(`${models}/:call{[\\w.-]+:generateContent}`, (c) => generate(c, false));
  app.post(`${models}/:call{[\\w.-]+:streamGenerateContent}`, (c) => generate(c, true));
  app.post(`${models}/:call{[\\w.-]+:countTokens}`, (c) => reply(tokenCount(c.var.body)));
  app.post(`${models}/:call{[\\w.-]+:embedContent}`, (c) =>
    reply(embeddingReply([c.var.body], ([embedding]) => ({ embedding }))),
  );
  app.post(`${models}/:call{[\\w.-]+:batchEmbedContents}`, (c) =>
    reply(embeddingReply(listOf(c.var.body.requests).map(objectOf), (embeddings) => ({ embeddings }))),
  );
  app.post(`${models}/:call{[\\w.-]+(?::\\w+)?}`, (c) => {
    const [, method] = c.req.param("call").split(":");
    return reply(googleError(404, `${modelOf(c.req.param("call"))} has no method ${method}.`));
  });
  app.all(`${models}/:call{[\\w.-]+(?::\\w+)?}`, (c) =>
    reply(googleError(404, `${c.req.method} is not supported here.`)),
  );
  app.notFound((c) => reply(googleError(404, `Requested entity was not found: ${c.env.received.path}`)));

  const served = await serve({
    port: options.port ?? 8091,
    host: options.host,
    fetch: app.fetch,
    upgrade: live.upgrade,
  });
  return {
    url: served.url,
    close() {
      live.close();
      return served.close();
    },
  };
}

/** `gemini-flash:generateContent` is a method of `models/gemini-flash`. */
function modelOf(call: string): string {
  return `models/${call.split(":")[0]}`;
}

const unregistered =
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
const eventStream = { "content-type": "text/event-stream", "cache-control": "no-cache" };
const event = (chunk: JsonObject): string => `data: ${JSON.stringify(chunk)}\r\n\r\n`;

/** Breaks the connection midway: after the first event of a stream, or in the middle of a body. */
function truncate({ response }: StandInBindings, chunks: readonly JsonObject[], streamed: boolean): Response {
  const [first = {}] = chunks;
  const text = streamed && chunks.length > 1 ? event(first) : JSON.stringify(first).slice(0, 40);
  response.writeHead(200, streamed ? eventStream : { "content-type": "application/json" });
  response.write(text, () => response.destroy());
  return alreadyAnswered();
}

function promptText(body: unknown, prompt: ParsedPrompt): string {
  return `${prompt.system}\n${JSON.stringify(objectOf(body).contents)}\n${JSON.stringify(prompt.tools)}`;
}

function tokenCount(body: JsonObject): Answer {
  const request = objectOf(body.generateContentRequest ?? body);
  const contents = listOf(request.contents).map((content) => textOfParts(objectOf(content).parts));
  if (contents.length === 0) return googleError(400, "* CountTokensRequest.contents: contents is not specified");
  const text = [textOfParts(objectOf(request.systemInstruction).parts), ...contents].join("");
  return { status: 200, body: { totalTokens: countTokens(text) } };
}

function embeddingReply(
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
  const promptTokenCount = requests.reduce(
    (sum, { content }) => sum + countTokens(textOfParts(objectOf(content).parts)),
    0,
  );
  return { status: 200, body: { ...shape(embeddings), usageMetadata: { promptTokenCount } } };
}

function modelInfo(model: string): JsonObject {
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
