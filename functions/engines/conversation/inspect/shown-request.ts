import { z } from "zod";
import type { TraceMessage, TracePart, TurnTrace } from "../turn-trace.ts";

const Part = z.object({
  type: z.enum(["text", "call", "result", "file"]).describe("`call` and `result` are of tools."),
  text: z.string().describe("The text, or the arguments or the result as JSON; the type of a file."),
  name: z.string().nullable().describe("The tool's name."),
});

export const ShownRequest = z
  .object({
    model: z.string().describe("The model that answered. Empty: none did."),
    system: z.string().describe("What the model was told before the messages: the filled prompt, rules and sources."),
    messages: z
      .array(
        z.object({
          role: z.enum(["user", "model"]).describe("Who speaks."),
          parts: z.array(Part).describe("What it consists of."),
        }),
      )
      .describe("The conversation as the model read it."),
    tools: z
      .array(
        z.object({
          name: z.string().describe("The tool's name."),
          description: z.string().describe("What the model reads of the tool."),
        }),
      )
      .describe("The tools that it was offered."),
    reply: z.array(Part).describe("What the model answered, before the guard judged it."),
    refused: z
      .string()
      .nullable()
      .describe("Why its text was not used: the guard's finding, or the code of the failure."),
    input_tokens: z.number().int().describe("Tokens that it read."),
    output_tokens: z.number().int().describe("Tokens that it wrote."),
    ms: z.number().int().describe("How long it took, in milliseconds."),
  })
  .meta({ id: "ShownRequest" });
export type ShownRequest = z.infer<typeof ShownRequest>;

/** Each request whole: what it shares with the one before is stored once. */
export function shownRequests({ requests }: Pick<TurnTrace, "requests">): ShownRequest[] {
  let system = "";
  let messages: readonly TraceMessage[] = [];
  let tools: ShownRequest["tools"] = [];
  return requests.map((request) => {
    system = request.system ?? system;
    messages = [...messages.slice(0, request.shares), ...request.messages];
    tools = request.tools ?? tools;
    return {
      model: request.model,
      system,
      messages: messages.map(messageView),
      tools: [...tools],
      reply: request.reply.map(partView),
      refused: request.refused,
      input_tokens: request.inputTokens,
      output_tokens: request.outputTokens,
      ms: request.durationMs,
    };
  });
}

function messageView({ role, parts }: TraceMessage): ShownRequest["messages"][number] {
  return { role, parts: parts.map(partView) };
}

function partView({ type, text, name }: TracePart): z.infer<typeof Part> {
  return { type, text, name };
}
