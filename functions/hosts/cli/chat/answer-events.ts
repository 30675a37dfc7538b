import { z } from "zod";
import { explainErrorEvent } from "../api/explain.ts";

const Choices = z.array(z.object({ label: z.string() })).default([]);

const ChatReplyView = z.object({
  conversation_id: z.string(),
  message_id: z.string(),
  reply: z.string().nullable(),
  choices: Choices,
  more: z.array(z.object({ text: z.string(), choices: Choices })).default([]),
  status: z.enum(["active", "escalated", "resolved"]),
  citations: z.array(z.object({ title: z.string() })).default([]),
});
export type ChatReplyView = z.infer<typeof ChatReplyView>;

const Token = z.object({ text: z.string() });
const ToolUse = z.object({
  name: z.string(),
  status: z.enum(["started", "completed", "failed"]),
  durationMs: z.number().optional(),
  waitsFor: z.enum(["customer", "operator"]).optional(),
});

/** The events of `POST /v1/chat`. */
export type AnswerEvent =
  | { readonly type: "token"; readonly text: string }
  | ({ readonly type: "tool" } & z.infer<typeof ToolUse>)
  /** The text streamed so far is retracted. */
  | { readonly type: "retracted" }
  | { readonly type: "message"; readonly reply: ChatReplyView };

/** Parses an event; undefined for an unknown one. @throws Failure for `error`. */
export function readAnswerEvent({
  event,
  data,
}: {
  readonly event: string;
  readonly data: string;
}): AnswerEvent | undefined {
  switch (event) {
    case "token":
      return { type: "token", text: Token.parse(JSON.parse(data)).text };
    case "tool":
      return { type: "tool", ...ToolUse.parse(JSON.parse(data)) };
    case "retracted":
      return { type: "retracted" };
    case "message":
      return { type: "message", reply: ChatReplyView.parse(JSON.parse(data)) };
    case "error":
      throw explainErrorEvent(data);
    default:
      return undefined;
  }
}
