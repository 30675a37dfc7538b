import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from "openai/resources/chat/completions";
import type { ModelMessage, ModelPart, ModelRequest } from "./model.ts";
import { ModelFailure } from "./model-client.ts";
import type { ToolNames } from "./tool-names.ts";

type Part<Type extends ModelPart["type"]> = Extract<ModelPart, { type: Type }>;

/** The request's messages as chat completions has them (platform.openai.com/docs/api-reference/chat/create). */
export function chatMessages(
  { system, messages }: Pick<ModelRequest, "system" | "messages">,
  names: ToolNames,
): ChatCompletionMessageParam[] {
  const ids = callIds();
  return [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    ...messages.flatMap((message) =>
      message.role === "model" ? modelMessage(message, names, ids) : userMessages(message, ids),
    ),
  ];
}

export function chatTools(tools: ModelRequest["tools"], names: ToolNames): ChatCompletionTool[] {
  return tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name: names.sent(name), description, parameters: { ...parameters } },
  }));
}

interface CallIds {
  add(id: string): string;
  /** The id of the earliest call with this id that has no result yet. */
  answered(id: string): string;
}

/**
 * Numbers the calls of a conversation. Mistral's models take only ids of nine letters and digits, and two vendors may
 * have given the same id to different calls.
 */
function callIds(): CallIds {
  const open: { readonly id: string; readonly sent: string }[] = [];
  let count = 0;
  const add = (id: string) => {
    count += 1;
    const sent = `call${String(count).padStart(5, "0")}`;
    open.push({ id, sent });
    return sent;
  };
  return {
    add,
    answered(id) {
      const index = open.findIndex((call) => call.id === id);
      return index < 0 ? add(id) : (open.splice(index, 1)[0]?.sent ?? add(id));
    },
  };
}

function modelMessage({ parts }: ModelMessage, names: ToolNames, ids: CallIds): ChatCompletionMessageParam[] {
  const text = textOf(parts);
  const calls = parts.filter(isPart("call")).map(({ id, name, args }) => ({
    id: ids.add(id),
    type: "function" as const,
    function: { name: names.sent(name), arguments: JSON.stringify(args) },
  }));
  if (text === "" && calls.length === 0) return [];
  return [
    {
      role: "assistant",
      content: text === "" ? null : text,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    },
  ];
}

/** Results come first, because they must follow their calls at once. */
function userMessages({ parts }: ModelMessage, ids: CallIds): ChatCompletionMessageParam[] {
  const results = parts.filter(isPart("result")).map(({ id, content }) => ({
    role: "tool" as const,
    tool_call_id: ids.answered(id),
    content: JSON.stringify(content) ?? "null",
  }));
  const blobs = parts.filter(isPart("blob")).map(blobPart);
  const text = textOf(parts);
  if (blobs.length === 0) return text === "" ? results : [...results, { role: "user", content: text }];
  const content = [...(text === "" ? [] : [{ type: "text" as const, text }]), ...blobs];
  return [...results, { role: "user", content }];
}

/** The endpoint says whether its model takes pictures, audio or documents. */
function blobPart({ contentType, base64 }: Part<"blob">): ChatCompletionContentPart {
  const [type = "", ...others] = contentType.split(";")[0]?.trim().toLowerCase().split("/") ?? [];
  const subtype = others.join("/");
  const url = `data:${type}/${subtype};base64,${base64}`;
  if (type === "image") return { type: "image_url", image_url: { url } };
  if (type === "audio") return { type: "input_audio", input_audio: { data: base64, format: audioFormat(subtype) } };
  if (subtype === "pdf") return { type: "file", file: { filename: "document.pdf", file_data: url } };
  throw new ModelFailure("rejected", `An OpenAI-compatible endpoint takes no ${type}/${subtype}.`);
}

type AudioFormat = Extract<ChatCompletionContentPart, { type: "input_audio" }>["input_audio"]["format"];

/**
 * OpenAI takes wav and mp3. Others also take ogg, flac and more under their usual names
 * (openrouter.ai/docs/features/multimodal/audio), so the name is passed on.
 */
function audioFormat(subtype: string): AudioFormat {
  const usual = new Map([
    ...([
      ["mpeg", "mp3"],
      ["x-wav", "wav"],
      ["wave", "wav"],
      ["vnd.wave", "wav"],
    ] as const),
    ...([
      ["opus", "ogg"],
      ["mp4", "m4a"],
      ["x-m4a", "m4a"],
    ] as const),
  ]);
  return (usual.get(subtype as never) ?? subtype) as AudioFormat;
}

function textOf(parts: readonly ModelPart[]): string {
  return parts
    .filter(isPart("text"))
    .map(({ text }) => text)
    .join("\n");
}

function isPart<Type extends ModelPart["type"]>(type: Type) {
  return (part: ModelPart): part is Part<Type> => part.type === type;
}
