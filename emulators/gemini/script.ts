import { isObject, type JsonObject, listOf, textOf } from "../json.ts";
import type { ParsedPrompt } from "./prompt.ts";
import type { Reply } from "./reply.ts";

/** One queued answer. Its fields define its behaviour. `delayMs` applies before everything else. */
export interface ScriptedResponse {
  readonly text?: string;
  readonly functionCalls?: readonly { readonly name: string; readonly args: JsonObject }[];
  readonly json?: unknown;
  readonly status?: number;
  readonly message?: string;
  /** The error's code and parameter, where the protocol has them. */
  readonly code?: string;
  readonly param?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
  /** Breaks the connection after the first part of the answer. */
  readonly truncate?: boolean;
  /** Answers without content, with the finish reason MALFORMED_FUNCTION_CALL. */
  readonly malformed?: boolean;
  /** Replaces STOP: SAFETY, MAX_TOKENS, … */
  readonly finishReason?: string;
  /** Replaces the counted `usageMetadata`. */
  readonly usage?: JsonObject;
}

interface Script {
  readonly contains: string;
  readonly systemContains: string;
  readonly model: string;
  /** SHA-256 of an audio file in the newest message; empty for any message. */
  readonly audio: string;
  /** Its answers begin again when they are used up. */
  readonly repeat: boolean;
  readonly responses: ScriptedResponse[];
}

/** Undefined when the script leaves the text to the policy. */
export function replyOf(scripted: ScriptedResponse): Reply | undefined {
  const { text, json, functionCalls, malformed, finishReason } = scripted;
  if (malformed) return { text: "", calls: [], finishReason: "MALFORMED_FUNCTION_CALL" };
  if (text === undefined && json === undefined && functionCalls === undefined && finishReason === undefined) return;
  return {
    text: text ?? (json === undefined ? "" : JSON.stringify(json)),
    calls: functionCalls ?? [],
    finishReason: finishReason ?? "STOP",
  };
}

const matchNames = ["contains", "system_contains", "model", "audio_sha256"];

export interface Scripts {
  /** Queues the answers, or returns an error message. */
  add(body: unknown): { readonly queued: number } | string;
  /** The next answer of the first matching script. Answers are used in order, and once unless the script says `repeat`. */
  take(model: string, prompt: ParsedPrompt): ScriptedResponse | undefined;
  clear(): void;
}

export function scriptQueue(): Scripts {
  let queue: Script[] = [];
  return {
    add(body) {
      if (!isObject(body)) return "The body must be a JSON object.";
      const match = body.match ?? {};
      if (!isObject(match)) return `match must be an object with ${matchNames.join(", ")}.`;
      const unknown = Object.keys(match).find((name) => !matchNames.includes(name));
      if (unknown) return `match has no "${unknown}"; it has ${matchNames.join(", ")}.`;
      const responses = listOf(body.responses);
      if (responses.length === 0) return "responses must be a list with at least one answer.";
      const parsed = responses.map(parseResponse);
      const problem = parsed.find((response) => typeof response === "string");
      if (typeof problem === "string") return problem;
      queue.push({
        contains: textOf(match.contains),
        systemContains: textOf(match.system_contains),
        model: textOf(match.model),
        audio: textOf(match.audio_sha256),
        repeat: body.repeat === true,
        responses: parsed.filter((response) => typeof response !== "string"),
      });
      return { queued: queue.reduce((total, script) => total + script.responses.length, 0) };
    },
    take(model, prompt) {
      const script = queue.find(
        ({ contains, systemContains, model: wanted, audio }) =>
          prompt.newest.includes(contains) &&
          prompt.system.includes(systemContains) &&
          model.includes(wanted) &&
          (audio === "" || prompt.audio.some(({ sha256 }) => sha256 === audio)),
      );
      const response = script?.responses.shift();
      if (script?.repeat && response) script.responses.push(response);
      queue = queue.filter(({ responses }) => responses.length > 0);
      return response;
    },
    clear() {
      queue = [];
    },
  };
}

const known = new Set([
  ...["text", "functionCall", "functionCalls", "json", "status", "message", "retryAfter", "delayMs", "truncate"],
  ...["malformed", "finishReason", "usage", "code", "param"],
]);

function parseResponse(value: unknown): ScriptedResponse | string {
  if (!isObject(value)) return "Each answer must be an object.";
  const names = Object.keys(value);
  const unknown = names.find((name) => !known.has(name));
  if (unknown) return `Unknown field "${unknown}"; an answer has ${[...known].join(", ")}.`;
  if (names.length === 0) return "An answer must have at least one field.";
  const { functionCall, functionCalls, ...rest } = value;
  const calls = functionCall === undefined ? functionCalls : [functionCall];
  if (calls !== undefined && !listOf(calls).every((call) => isObject(call) && textOf(call.name) !== "")) {
    return "A functionCall needs a name, and args as an object.";
  }
  for (const name of ["status", "retryAfter", "delayMs"]) {
    if (rest[name] !== undefined && typeof rest[name] !== "number") return `${name} must be a number.`;
  }
  for (const name of ["text", "message", "finishReason", "code", "param"]) {
    if (rest[name] !== undefined && typeof rest[name] !== "string") return `${name} must be a text.`;
  }
  if (calls === undefined) return rest;
  const parsed = listOf(calls)
    .filter(isObject)
    .map((call) => ({ name: textOf(call.name), args: isObject(call.args) ? call.args : {} }));
  return { ...rest, functionCalls: parsed };
}
