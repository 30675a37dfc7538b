import { type ParsedPrompt, parsePrompt } from "../gemini/prompt.ts";
import type { Answer } from "../http.ts";
import { isObject, type JsonObject, listOf, objectOf, parseJson, textOf } from "../json.ts";
import { chatError } from "./errors.ts";

const roles = new Set(["system", "developer", "user", "assistant", "tool"]);

/**
 * Reads a chat completion's request as the stand-in of Gemini reads its own, so that both share one policy.
 * @returns OpenAI's error answer for an invalid body
 */
export function parseChatRequest(body: JsonObject): ParsedPrompt | Answer {
  const messages = listOf(body.messages).map(objectOf);
  if (textOf(body.model) === "") return chatError(400, "you must provide a model parameter");
  if (messages.length === 0) return chatError(400, "[] is too short - 'messages'", { param: "messages" });
  const problem = problemOf(messages) ?? toolProblem(body) ?? reasoningProblem(body);
  if (problem) return problem;
  const prompt = parsePrompt({
    contents: contentsOf(messages),
    systemInstruction: { parts: messages.filter(isInstruction).map(({ content }) => ({ text: textIn(content) })) },
    tools: [
      { functionDeclarations: listOf(body.tools).map((tool) => declarationOf(objectOf(objectOf(tool).function))) },
    ],
    toolConfig: { functionCallingConfig: { mode: modeOf(body.tool_choice) } },
    generationConfig: generationOf(body),
  });
  return typeof prompt === "string" ? chatError(400, prompt) : prompt;
}

/** Every call must be answered at once, by its id (platform.openai.com/docs/guides/function-calling). */
function problemOf(messages: readonly JsonObject[]): Answer | null {
  let open = new Set<string>();
  for (const [index, { role, content, tool_calls, tool_call_id }] of messages.entries()) {
    const at = `messages.[${index}]`;
    if (!roles.has(textOf(role))) return chatError(400, `Invalid value: '${textOf(role)}'.`, { param: `${at}.role` });
    if (role === "tool") {
      if (!open.delete(textOf(tool_call_id)))
        return chatError(
          400,
          "messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          {
            param: `${at}.role`,
          },
        );
      continue;
    }
    if (open.size > 0)
      return chatError(
        400,
        `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(", ")}`,
        { param: at },
      );
    const calls = listOf(tool_calls).map(objectOf);
    if ((content === null || content === undefined) && calls.length === 0)
      return chatError(400, `Invalid value for 'content': expected a string, got null.`, { param: `${at}.content` });
    open = new Set(calls.map(({ id }) => textOf(id)));
    if (calls.some((call) => !isObject(parseJson(textOf(objectOf(call.function).arguments)))))
      return chatError(400, "Invalid arguments of a tool call.", { param: `${at}.tool_calls` });
  }
  return null;
}

function toolProblem({ tools }: JsonObject): Answer | null {
  const names = listOf(tools).map((tool) => textOf(objectOf(objectOf(tool).function).name));
  const bad = names.findIndex((name) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name));
  if (bad < 0) return null;
  return chatError(400, `Invalid 'tools[${bad}].function.name': string does not match pattern '^[a-zA-Z0-9_-]+$'.`, {
    param: `tools[${bad}].function.name`,
    code: "invalid_value",
  });
}

/** OpenAI's reasoning models take neither a temperature nor `max_tokens` (platform.openai.com/docs/guides/reasoning). */
function reasoningProblem({ model, temperature, max_tokens }: JsonObject): Answer | null {
  if (!/^(?:o\d|gpt-5)/.test(textOf(model))) return null;
  if (max_tokens !== undefined)
    return chatError(
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      {
        param: "max_tokens",
        code: "unsupported_parameter",
      },
    );
  if (temperature === undefined || temperature === 1) return null;
  return chatError(400, "Unsupported value: 'temperature' does not support this value with this model.", {
    param: "temperature",
    code: "unsupported_value",
  });
}

/** The results of one message's calls become one content, as Gemini has them. */
function contentsOf(messages: readonly JsonObject[]): readonly JsonObject[] {
  const called = new Map<string, string>();
  const contents: { role: string; from: unknown; parts: JsonObject[] }[] = [];
  for (const message of messages.filter((each) => !isInstruction(each))) {
    const role = message.role === "assistant" ? "model" : "user";
    const last = contents.at(-1);
    const parts = partsOf(message, called);
    if (message.role === "tool" && last?.from === "tool") last.parts.push(...parts);
    else contents.push({ role, from: message.role, parts });
  }
  return contents;
}

function partsOf({ role, content, tool_calls, tool_call_id }: JsonObject, called: Map<string, string>): JsonObject[] {
  if (role === "tool") {
    const result = parseJson(textIn(content)) ?? textIn(content);
    return [{ functionResponse: { name: called.get(textOf(tool_call_id)) ?? "", response: { result } } }];
  }
  const said =
    typeof content === "string" ? [{ text: content }] : listOf(content).map((part) => partOf(objectOf(part)));
  const calls = listOf(tool_calls).map((call) => {
    const { id, function: given } = objectOf(call);
    const { name, arguments: args } = objectOf(given);
    called.set(textOf(id), textOf(name));
    return { functionCall: { name, args: objectOf(parseJson(textOf(args))) } };
  });
  return [...said, ...calls];
}

function partOf(part: JsonObject): JsonObject {
  if (part.type === "text") return { text: textOf(part.text) };
  if (part.type === "input_audio") {
    const { data, format } = objectOf(part.input_audio);
    return { inlineData: { mimeType: `audio/${textOf(format)}`, data } };
  }
  const url = textOf(objectOf(part.image_url).url) || textOf(objectOf(part.file).file_data);
  const [, mimeType = "application/octet-stream", data = ""] = /^data:([^;]+);base64,(.*)$/s.exec(url) ?? [];
  return { inlineData: { mimeType, data } };
}

const isInstruction = ({ role }: JsonObject) => role === "system" || role === "developer";

function textIn(content: unknown): string {
  return typeof content === "string"
    ? content
    : listOf(content)
        .map((part) => textOf(objectOf(part).text))
        .join("");
}

function declarationOf({ name, description, parameters }: JsonObject): JsonObject {
  return { name, description, parametersJsonSchema: parameters };
}

function modeOf(choice: unknown): string {
  return choice === "none" ? "NONE" : choice === "required" || isObject(choice) ? "ANY" : "AUTO";
}

function generationOf({ response_format, max_tokens, max_completion_tokens }: JsonObject): JsonObject {
  const format = objectOf(response_format);
  const maxOutputTokens = max_completion_tokens ?? max_tokens;
  if (format.type !== "json_schema" && format.type !== "json_object") return { maxOutputTokens };
  const responseJsonSchema = objectOf(objectOf(format.json_schema).schema);
  return { maxOutputTokens, responseMimeType: "application/json", responseJsonSchema };
}
