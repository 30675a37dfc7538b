import { setTimeout as delay } from "node:timers/promises";
import { type Context, Hono } from "hono";
import { chatError } from "./chat-completions/errors.ts";
import { parseChatRequest } from "./chat-completions/request.ts";
import { completion, completionChunks } from "./chat-completions/response.ts";
import { embed, maximumDimensions } from "./gemini/embedding.ts";
import { decide } from "./gemini/policy.ts";
import { countTokens, cutToTokens } from "./gemini/reply.ts";
import { replyOf, scriptQueue } from "./gemini/script.ts";
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
import { isObject, type JsonObject, listOf, objectOf, parseJson, textOf, textsOf } from "./json.ts";
import { requestLog, sinceOf } from "./request-log.ts";

export interface ChatCompletionsOptions {
  /** 0 picks a free port. Default 8093. */
  readonly port?: number;
  readonly host?: string;
  /** The only key that is taken. Undefined takes any key and none, as Ollama does. */
  readonly apiKey?: string;
  /** Longer requests are refused. */
  readonly contextTokens?: number;
}

interface Env {
  Bindings: StandInBindings;
}

const models = ["stand-in-chat", "stand-in-embedding"];

/**
 * Emulates an OpenAI-compatible endpoint (platform.openai.com/docs/api-reference): chat completions, whole and
 * streamed, embeddings and the list of models, for any model's name. Answers from scripts first, then from the same
 * policy as the stand-in of Gemini. A stream begins with a comment, as OpenRouter's do while a model wakes up.
 */
export async function startChatCompletions(options: ChatCompletionsOptions = {}): Promise<StandIn> {
  const { contextTokens = 128_000 } = options;
  const scripts = scriptQueue();
  const asked = requestLog<{
    readonly method: string;
    readonly path: string;
    readonly authorization: string | null;
    readonly body: unknown;
  }>();

  async function complete({ env }: Context<Env>): Promise<Response> {
    const { received } = env;
    const body = parseJson(received.rawBody);
    if (!isObject(body)) return reply(chatError(400, "We could not parse the JSON body of your request."));
    const prompt = parseChatRequest(body);
    if ("status" in prompt) return reply(prompt);
    const promptText = JSON.stringify([body.messages, body.tools ?? []]);
    if (countTokens(promptText) > contextTokens) return reply(tooLong(contextTokens));
    const scripted = scripts.take(textOf(body.model), prompt);
    if (scripted?.delayMs) await delay(scripted.delayMs, undefined, { signal: received.gone }).catch(() => undefined);
    if (received.gone.aborted) return alreadyAnswered();
    if (scripted?.status !== undefined) {
      const { status, message = "The stand-in was told to fail.", ...details } = scripted;
      return reply(chatError(status, message, details));
    }
    const decided = (scripted && replyOf(scripted)) ?? cutToTokens(decide(prompt), prompt.maximumTokens);
    const answered = {
      reply: { ...decided, usage: scripted?.usage },
      promptText,
      malformed: scripted?.malformed === true,
    };
    const streamed = body.stream === true;
    const events = streamed
      ? completionChunks(answered, objectOf(body.stream_options).include_usage === true).map(event)
      : [];
    if (scripted?.truncate) return truncate(env, events, JSON.stringify(completion(answered)));
    if (!streamed) return reply({ status: 200, body: completion(answered) });
    return new Response(streamChunks([keepAlive, ...events, "data: [DONE]\n\n"]), { headers: eventStream });
  }

  const app = new Hono<Env>().onError(internalError);
  app.post("/_standin/script", (c) => {
    const queued = scripts.add(parseJson(c.env.received.rawBody));
    return reply(typeof queued === "string" ? chatError(400, queued) : { status: 201, body: queued });
  });
  app.get("/_standin/requests", (c) => reply({ status: 200, body: asked.list(sinceOf(c.env.received.query)) }));
  app.post("/_standin/reset", () => {
    scripts.clear();
    asked.clear();
    return reply({ status: 200, body: { reset: true } });
  });
  app.use(async (c, next) => {
    const { method, path, headers, rawBody } = c.env.received;
    const { authorization = null } = headers;
    asked.add({ method, path, authorization, body: parseJson(rawBody) ?? rawBody });
    if (options.apiKey === undefined || authorization === `Bearer ${options.apiKey}`) return await next();
    return reply(chatError(401, "Incorrect API key provided.", { code: "invalid_api_key" }));
  });
  app.post("/v1/chat/completions", complete);
  app.post("/v1/embeddings", (c) => reply(embeddings(objectOf(parseJson(c.env.received.rawBody)))));
  app.get("/v1/models", () => reply({ status: 200, body: { object: "list", data: models.map(modelInfo) } }));
  app.get("/v1/models/:id{.+}", (c) => reply({ status: 200, body: modelInfo(c.req.param("id")) }));
  app.notFound((c) =>
    reply(chatError(404, `Unknown request URL: ${c.req.method} ${c.env.received.path}.`, { code: "unknown_url" })),
  );
  return serve({ port: options.port ?? 8093, host: options.host, fetch: app.fetch });
}

const eventStream = { "content-type": "text/event-stream", "cache-control": "no-cache" };
const keepAlive = ": OPENROUTER PROCESSING\n\n";
const event = (chunk: JsonObject): string => `data: ${JSON.stringify(chunk)}\n\n`;

/** Breaks the connection midway: after some events of a stream, or in the middle of a body. */
function truncate({ response }: StandInBindings, events: readonly string[], whole: string): Response {
  const text = events.length > 0 ? events.slice(0, 2).join("") : whole.slice(0, 40);
  response.writeHead(200, events.length > 0 ? eventStream : { "content-type": "application/json" });
  response.write(text, () => response.destroy());
  return alreadyAnswered();
}

function tooLong(contextTokens: number): Answer {
  const message = `This model's maximum context length is ${contextTokens} tokens. Please reduce the length of the messages.`;
  return chatError(400, message, { code: "context_length_exceeded", param: "messages" });
}

function embeddings({ model, input, dimensions = maximumDimensions, encoding_format }: JsonObject): Answer {
  const texts = typeof input === "string" ? [input] : textsOf(input);
  if (
    texts.length === 0 ||
    texts.length !== (typeof input === "string" ? 1 : listOf(input).length) ||
    texts.includes("")
  )
    return chatError(400, "'$.input' is invalid.", { param: "input" });
  const size = Number(dimensions);
  if (!Number.isInteger(size) || size < 1 || size > maximumDimensions)
    return chatError(400, "Invalid value for 'dimensions'.", { param: "dimensions" });
  const data = texts.map((text, index) => {
    const values = embed(text, size);
    const packed = () => Buffer.from(Float32Array.from(values).buffer).toString("base64");
    return { object: "embedding", index, embedding: encoding_format === "base64" ? packed() : values };
  });
  const prompt_tokens = countTokens(texts.join(""));
  return { status: 200, body: { object: "list", data, model, usage: { prompt_tokens, total_tokens: prompt_tokens } } };
}

function modelInfo(id: string): JsonObject {
  return { id, object: "model", created: 0, owned_by: "stand-in" };
}
