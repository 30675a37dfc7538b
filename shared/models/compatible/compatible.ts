import { LRUCache } from "lru-cache";
import type { OpenAI } from "openai";
import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { chatMessages, chatTools } from "../chat-format.ts";
import { type ChatReplyReader, chatReplyReader } from "../chat-reply.ts";
import { limitedFetch } from "../limited-fetch.ts";
import type { ModelReply, ModelRequest } from "../model.ts";
import type { ModelClient } from "../model-client.ts";
import { type ToolNames, toolNames } from "../tool-names.ts";
import { vendorName } from "../vendors.ts";
import { type CompatibleOptions, type OpenEndpoint, openEndpoint } from "./compatible-endpoint.ts";
import { compatibleFailure, failureInBody, unsupportedParameter } from "./compatible-failure.ts";

/** Parameters that some models refuse. What a model has refused is not sent to it again by this process. */
interface Dialect {
  readonly temperature: boolean;
  /** OpenAI's reasoning models take `max_completion_tokens`, most other servers only `max_tokens`. */
  readonly lengthName: "max_tokens" | "max_completion_tokens";
}

const usualDialect: Dialect = { temperature: true, lengthName: "max_tokens" };
const rememberedDialects = 1_000;
/** The client's own default. The attempt's signal ends far earlier. */
const timeoutMs = 600_000;

/**
 * Models behind any OpenAI-compatible endpoint, through OpenAI's client, which is loaded with the first request. One
 * request is one attempt: the client's retries are off. Only a refused parameter, which costs no answer, is left out at
 * once.
 */
export function compatibleClient(options: CompatibleOptions): ModelClient {
  const dialects = new LRUCache<string, Dialect>({ max: rememberedDialects });
  return {
    async generate(model, request, endpoint = null) {
      const open = await openEndpoint(options, endpoint);
      const client = await connect(open, options.fetch);
      const name = vendorName(model);
      const key = `${open.url} ${name}`;
      const names = toolNames(request.tools.map((tool) => tool.name));
      for (;;) {
        const dialect = dialects.get(key) ?? usualDialect;
        const parameters = parametersOf(name, request, names, dialect);
        try {
          return { ...(await ask(client, parameters, request, chatReplyReader(name, names))), model };
        } catch (error) {
          const next = simpler(dialect, unsupportedParameter(error));
          if (next === undefined) throw compatibleFailure(error, model, request.signal);
          dialects.set(key, next);
        }
      }
    },
  };
}

/** A client without retries and without the variables that it reads from the environment by itself. */
export async function connect({ url, apiKey }: OpenEndpoint, send: typeof fetch = fetch): Promise<OpenAI> {
  const { OpenAI } = await import("./openai.ts");
  return new OpenAI({
    baseURL: url,
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: "off",
    fetch: limitedFetch(send),
    defaultHeaders: apiKey === undefined ? { authorization: null } : {},
  });
}

async function ask(
  client: OpenAI,
  parameters: ChatCompletionCreateParams,
  { signal, onText }: ModelRequest,
  reader: ChatReplyReader,
): Promise<ModelReply> {
  const say = (text: string) => {
    if (text !== "") onText?.(text);
  };
  const answer = await client.chat.completions.create(parameters, { signal });
  // Some proxies answer with a page, which the client returns as a text.
  const isStream = typeof answer === "object" && Symbol.asyncIterator in answer;
  if (isStream) for await (const chunk of answer) say(reader.add(checked(chunk)));
  else reader.add(checked(answer));
  const { text, reply } = reader.end();
  say(text);
  return reply;
}

/** OpenRouter answers 200 with an error in the body when the model behind it fails. */
function checked(body: unknown): unknown {
  const failure = failureInBody(body);
  if (failure) throw failure;
  return body;
}

function parametersOf(
  model: string,
  request: ModelRequest,
  names: ToolNames,
  dialect: Dialect,
): ChatCompletionCreateParams {
  const { tools, json, onText } = request;
  return {
    model,
    messages: chatMessages(request, names),
    ...(dialect.temperature ? { temperature: request.temperature } : {}),
    [dialect.lengthName]: request.maxTokens,
    ...(tools.length > 0 ? { tools: chatTools(tools, names) } : {}),
    ...(json
      ? { response_format: { type: "json_schema", json_schema: { name: json.name, schema: { ...json.schema } } } }
      : {}),
    ...(onText ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

/** The dialect without the refused parameter. Undefined when it cannot be left out. */
function simpler(dialect: Dialect, refused: string | undefined): Dialect | undefined {
  if (refused === "temperature" && dialect.temperature) return { ...dialect, temperature: false };
  if (refused === "max_tokens" && dialect.lengthName === "max_tokens")
    return { ...dialect, lengthName: "max_completion_tokens" };
  return undefined;
}
