import { z } from "zod";
import { jsonOf } from "../schema/json-of.ts";
import type { ModelPart, ModelReply } from "./model.ts";
import { ModelFailure } from "./model-client.ts";
import type { ToolNames } from "./tool-names.ts";
import { compatibleCallPrefix } from "./vendors.ts";

/** Mistral sends a list of parts in place of a text. */
const Text = z.union([
  z.string(),
  z
    .array(z.object({ type: z.string().catch(""), text: z.string().catch("") }).catch({ type: "", text: "" }))
    .transform((parts) => parts.map(({ type, text }) => (type === "text" ? text : "")).join("")),
]);

const ToolCall = z.object({
  index: z.number().int().nonnegative().nullish(),
  id: z.string().max(200).nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});

const Message = z.object({
  content: Text.nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(ToolCall).nullish(),
});

const Tokens = z.number().int().nonnegative().catch(0);

/** The fields of a chat completion, or of one chunk of its stream, that are used here. All else is ignored. */
const Completion = z.object({
  model: z.string().max(200).nullish().catch(null),
  choices: z
    .array(z.object({ message: Message.nullish(), delta: Message.nullish(), finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z
    .object({
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
      prompt_tokens_details: z.object({ cached_tokens: Tokens }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

type Usage = NonNullable<z.infer<typeof Completion>["usage"]>;

interface PartialCall {
  id: string;
  name: string;
  args: string;
}

/** Collects a reply from its chunks. A reply that is not streamed is a single chunk. */
export interface ChatReplyReader {
  /** Adds a chunk and returns its text for the customer. @throws ModelFailure when it is not one */
  add(chunk: unknown): string;
  /** The rest of the text, and the complete reply. @throws ModelFailure `network` for a reply that was cut off */
  end(): { readonly text: string; readonly reply: ModelReply };
}

export function chatReplyReader(model: string, names: ToolNames): ChatReplyReader {
  const calls: PartialCall[] = [];
  const thoughts = thoughtFilter();
  let text = "";
  let served: string | null = null;
  let finish: string | null = null;
  let refused = false;
  let usage: Usage = { prompt_tokens: 0, completion_tokens: 0 };
  return {
    add(chunk) {
      const parsed = Completion.safeParse(chunk);
      if (!parsed.success) throw new ModelFailure("unavailable", `${model} sent an answer that is no chat completion.`);
      const [choice] = parsed.data.choices ?? [];
      const message = choice?.delta ?? choice?.message;
      served = parsed.data.model || served;
      usage = parsed.data.usage ?? usage;
      finish = choice?.finish_reason || finish;
      refused ||= (message?.refusal ?? "") !== "";
      for (const call of message?.tool_calls ?? []) addCall(calls, call);
      const shown = thoughts.add(message?.content ?? "");
      text += shown;
      return shown;
    },
    end() {
      const rest = thoughts.end();
      text += rest;
      const read = calls.map((call, index) => callPart(call, index, names));
      const parts: ModelPart[] = [
        ...(text === "" ? [] : [{ type: "text" as const, text }]),
        ...read.filter((part) => part !== null),
      ];
      const reply: ModelReply = {
        model,
        served: served ?? model,
        parts,
        finish: read.includes(null) ? "malformed-call" : refused ? "blocked" : finishOf(model, finish),
        inputTokens: usage.prompt_tokens,
        outputTokens: usage.completion_tokens,
        ...(usage.prompt_tokens_details ? { cachedTokens: usage.prompt_tokens_details.cached_tokens } : {}),
      };
      return { text: rest, reply };
    },
  };
}

/** A call begins with its id or name; its arguments follow in pieces. Some endpoints give no index, or 0 to every call. */
function addCall(calls: PartialCall[], { index, id, function: called }: z.infer<typeof ToolCall>): void {
  const given = calls[index ?? calls.length - 1];
  const isNew = given === undefined || (id && given.id !== "" && given.id !== id);
  const call = isNew ? { id: "", name: "", args: "" } : given;
  if (isNew) calls.push(call);
  call.id = id || call.id;
  call.name ||= called?.name ?? "";
  call.args += called?.arguments ?? "";
}

/** Null for a call whose name or arguments cannot be read. A call without arguments may have an empty text. */
function callPart({ id, name, args }: PartialCall, index: number, names: ToolNames): ModelPart | null {
  const parsed = args.trim() === "" ? {} : parsedArguments(args);
  if (name === "" || parsed === null) return null;
  return { type: "call", id: `${compatibleCallPrefix}${id || index}`, name: names.received(name), args: parsed };
}

function parsedArguments(text: string): Readonly<Record<string, unknown>> | null {
  const value = jsonOf(text);
  if (value === null) return {};
  return typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
}

/** OpenAI's reasons, and those that servers of open models add to them. */
function finishOf(model: string, reason: string | null): ModelReply["finish"] {
  switch (reason) {
    case null:
      throw new ModelFailure("network", `${model} sent an incomplete reply.`);
    case "stop":
    case "tool_calls":
    case "function_call":
    case "eos":
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "length":
    case "max_tokens":
      return "length";
    // OpenRouter and vLLM end a stream so when the model behind them fails.
    case "error":
    case "abort":
      throw new ModelFailure("unavailable", `${model} failed in the middle of its reply.`);
    default:
      return "blocked";
  }
}

const opening = "<think>";
const closing = "</think>";

/**
 * Leaves out the thoughts with which a served open model begins its text when its server does not separate them
 * (docs.vllm.ai/en/latest/features/reasoning_outputs.html). Unclosed thoughts are no answer.
 */
function thoughtFilter() {
  let state: "start" | "thinking" | "text" = "start";
  let held = "";
  return {
    add(piece: string): string {
      if (state === "text") return piece;
      held += piece;
      if (state === "start") {
        const begun = held.trimStart();
        if (begun.length < opening.length && opening.startsWith(begun)) return "";
        state = begun.startsWith(opening) ? "thinking" : "text";
      }
      if (state === "thinking") {
        const end = held.indexOf(closing);
        // Only the end may hold a part of the closing tag, so that a long thought is not searched again and again.
        held = end < 0 ? held.slice(-closing.length) : held.slice(end + closing.length).trimStart();
        if (end < 0) return "";
        state = "text";
      }
      const shown = held;
      held = "";
      return shown;
    },
    end(): string {
      return state === "start" ? held : "";
    },
  };
}
