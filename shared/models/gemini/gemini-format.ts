import type { Content, FunctionCall, GenerateContentResponse, Part, Tool } from "@google/genai";
import type { ModelMessage, ModelPart, ModelReply, ModelRequest } from "../model.ts";
import { compatibleCallPrefix } from "../vendors.ts";

/**
 * Gemini 3 refuses a call without a signature unless it has this one, for calls that another model has made
 * (ai.google.dev/gemini-api/docs/thought-signatures). Only a message's first call needs one.
 */
const signatureOfAnotherModel = "skip_thought_signature_validator";

/** Prefix of the ids that this client gives to calls without one. Such ids are never sent to Gemini. */
const ownIdPrefix = "call-";

export function contentsOf(messages: readonly ModelMessage[]): Content[] {
  return messages.map(({ role, parts }) => ({ role, parts: withSignature(parts).map(partOf) }));
}

function withSignature(parts: readonly ModelPart[]): readonly ModelPart[] {
  const first = parts.findIndex((part) => part.type === "call");
  const call = parts[first];
  if (call?.type !== "call" || call.signature !== undefined || !call.id.startsWith(compatibleCallPrefix)) return parts;
  return parts.with(first, { ...call, signature: signatureOfAnotherModel });
}

/** Thought signatures must stay in their original parts (ai.google.dev/gemini-api/docs/thought-signatures). */
function partOf(part: ModelPart): Part {
  switch (part.type) {
    case "text":
      return { text: part.text, ...(part.signature === undefined ? {} : { thoughtSignature: part.signature }) };
    case "call":
      return {
        functionCall: { ...idOf(part.id), name: part.name, args: { ...part.args } },
        ...(part.signature === undefined ? {} : { thoughtSignature: part.signature }),
      };
    case "result":
      return { functionResponse: { ...idOf(part.id), name: part.name, response: { result: part.content } } };
    case "blob":
      return { inlineData: { mimeType: part.contentType, data: part.base64 } };
  }
}

function idOf(id: string): { id?: string } {
  return id.startsWith(ownIdPrefix) ? {} : { id };
}

export function toolsOf(tools: ModelRequest["tools"]): Tool[] {
  if (tools.length === 0) return [];
  return [
    {
      functionDeclarations: tools.map(({ name, description, parameters }) => ({
        name,
        description,
        parametersJsonSchema: parameters,
      })),
    },
  ];
}

/** The part of a reply received so far. Chunks of a stream are added one by one. */
export interface PartialReply {
  readonly parts: readonly ModelPart[];
  readonly finish: ModelReply["finish"] | null;
  readonly served: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens?: number;
}

export const emptyReply: PartialReply = { parts: [], finish: null, served: null, inputTokens: 0, outputTokens: 0 };

/** Adds a chunk. A reply that is not streamed is a single chunk. Usage in a later chunk replaces earlier usage. */
export function addChunk(before: PartialReply, chunk: GenerateContentResponse): PartialReply {
  const [candidate] = chunk.candidates ?? [];
  const usage = chunk.usageMetadata;
  const cached = usage?.cachedContentTokenCount ?? before.cachedTokens;
  const blocked = chunk.promptFeedback?.blockReason === undefined ? null : ("blocked" as const);
  return {
    parts: (candidate?.content?.parts ?? []).reduce(withPart, before.parts),
    finish: finishOf(candidate?.finishReason) ?? blocked ?? before.finish,
    served: chunk.modelVersion ?? before.served,
    inputTokens: usage?.promptTokenCount ?? before.inputTokens,
    outputTokens: usage ? (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0) : before.outputTokens,
    ...(cached === undefined ? {} : { cachedTokens: cached }),
  };
}

/** A chunk's text for the customer, without thoughts. */
export function replyText(chunk: GenerateContentResponse): string {
  return (chunk.candidates?.[0]?.content?.parts ?? []).map((part) => (part.thought ? "" : (part.text ?? ""))).join("");
}

function withPart(parts: readonly ModelPart[], part: Part): readonly ModelPart[] {
  if (part.thought) return parts;
  const signature = part.thoughtSignature === undefined ? {} : { signature: part.thoughtSignature };
  if (part.functionCall) return [...parts, { ...callOf(part.functionCall, parts.length), ...signature }];
  if (part.text === undefined) return parts;
  const last = parts.at(-1);
  if (last?.type === "text" && last.signature === undefined && part.thoughtSignature === undefined)
    return [...parts.slice(0, -1), { type: "text", text: last.text + part.text }];
  return part.text === "" && part.thoughtSignature === undefined
    ? parts
    : [...parts, { type: "text", text: part.text, ...signature }];
}

function callOf(call: FunctionCall, index: number): Extract<ModelPart, { type: "call" }> {
  return { type: "call", id: call.id || `${ownIdPrefix}${index}`, name: call.name ?? "", args: call.args ?? {} };
}

/** Maps Gemini's finish reasons (ai.google.dev/api/generate-content#FinishReason); null while there is none. */
function finishOf(reason: string | undefined): ModelReply["finish"] | null {
  switch (reason) {
    case undefined:
    case "FINISH_REASON_UNSPECIFIED":
      return null;
    case "STOP":
      return "stop";
    case "MAX_TOKENS":
      return "length";
    case "MALFORMED_FUNCTION_CALL":
    case "UNEXPECTED_TOOL_CALL":
    case "TOO_MANY_TOOL_CALLS":
    case "MALFORMED_RESPONSE":
      return "malformed-call";
    default:
      return "blocked";
  }
}
