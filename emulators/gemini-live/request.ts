import { isObject, type JsonObject, listOf, numberOf, objectOf, parseJson, textOf } from "../json.ts";

/** What a client sends after its setup. */
export type LiveRequest =
  | { readonly type: "setup"; readonly setup: LiveSetup }
  | { readonly type: "sound"; readonly data: Buffer }
  /** Text to which the model answers when it is complete. */
  | { readonly type: "content"; readonly text: string; readonly isComplete: boolean }
  | { readonly type: "tool-responses"; readonly responses: readonly JsonObject[] }
  /** Sound settings and signals that this stand-in has no use for. */
  | { readonly type: "other" };

export interface LiveSetup {
  readonly model: string;
  readonly tools: readonly string[];
  readonly startsAfterMs: number;
  readonly endsAfterMs: number;
  readonly resumes: string | undefined;
}

/** A close of the API: its code and reason. */
export interface LiveClose {
  readonly code: number;
  readonly reason: string;
}

const kinds = ["setup", "clientContent", "realtimeInput", "toolResponse"];
/** `audio/pcm`, with a rate or without (ai.google.dev/gemini-api/docs/live-api/capabilities, "Audio formats"). */
const pcm = /^audio\/pcm(?:;rate=\d+)?$/;

/** The client's message, or the close with which the API answers one that is malformed. */
export function liveRequest(text: string): LiveRequest | LiveClose {
  const message = parseJson(text);
  if (!isObject(message)) return invalid("Invalid JSON payload received. Expected an object.");
  const given = Object.keys(message);
  const unknown = given.find((key) => !kinds.includes(key));
  if (unknown !== undefined)
    return invalid(`Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`);
  if (given.length !== 1) return invalid("Request contains an invalid argument.");
  if (message.setup !== undefined) return setupOf(objectOf(message.setup));
  if (message.realtimeInput !== undefined) return soundOf(objectOf(message.realtimeInput));
  if (message.toolResponse !== undefined) return toolResponses(objectOf(message.toolResponse));
  const { turns, turnComplete } = objectOf(message.clientContent);
  const role = listOf(turns)
    .map((turn) => textOf(objectOf(turn).role))
    .find((each) => each !== "user" && each !== "model");
  if (role !== undefined) return invalid("Please use a valid role: user, model.");
  const parts = listOf(objectOf(listOf(turns).at(-1)).parts).map((part) => textOf(objectOf(part).text));
  return { type: "content", text: parts.join(""), isComplete: turnComplete === true };
}

function setupOf(setup: JsonObject): LiveRequest | LiveClose {
  const model = textOf(setup.model);
  if (!/^models\/[\w.-]*live[\w.-]*$|native-audio/.test(model))
    return {
      code: 1008,
      reason: `${model} is not found for API version v1beta, or is not supported for bidiGenerateContent.`,
    };
  const detection = objectOf(objectOf(setup.realtimeInputConfig).automaticActivityDetection);
  const names = listOf(setup.tools)
    .flatMap((tool) => listOf(objectOf(tool).functionDeclarations))
    .map((declared) => textOf(objectOf(declared).name));
  const handle = textOf(objectOf(setup.sessionResumption).handle);
  return {
    type: "setup",
    setup: {
      model,
      tools: names,
      resumes: handle === "" ? undefined : handle,
      startsAfterMs: numberOf(detection.prefixPaddingMs, 100),
      endsAfterMs: numberOf(detection.silenceDurationMs, 300),
    },
  };
}

function soundOf({ audio }: JsonObject): LiveRequest | LiveClose {
  if (audio === undefined) return { type: "other" };
  const { mimeType, data } = objectOf(audio);
  if (!pcm.test(textOf(mimeType))) return invalid(`Unsupported MIME type: ${textOf(mimeType)}`);
  return { type: "sound", data: Buffer.from(textOf(data), "base64") };
}

function toolResponses({ functionResponses }: JsonObject): LiveRequest | LiveClose {
  const responses = listOf(functionResponses).map(objectOf);
  if (responses.some(({ id }) => textOf(id) === "")) return invalid("Request contains an invalid argument.");
  return { type: "tool-responses", responses };
}

/** Malformed messages end the connection as RFC 6455's 1007. */
function invalid(reason: string): LiveClose {
  return { code: 1007, reason };
}
