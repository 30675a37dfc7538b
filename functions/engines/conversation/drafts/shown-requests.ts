import { z } from "zod";
import type { ModelMessage, ModelReply, ModelRequest, Models, Payer } from "../../../../shared/models/model.ts";

const Part = z.object({
  type: z.enum(["text", "call", "result", "file"]).describe("`call` and `result` are of tools."),
  text: z.string().describe("The text, or the arguments or the result as JSON; the type of a file."),
  name: z.string().nullable().describe("The tool's name."),
});

export const ShownRequest = z
  .object({
    model: z.string().describe("The model that was asked."),
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
      .array(z.object({ name: z.string(), description: z.string().describe("What the model reads of the tool.") }))
      .describe("The tools that it was offered."),
    reply: z.array(Part).describe("What the model answered, before the guard judged it."),
    input_tokens: z.number().int().describe("Tokens that it read."),
    output_tokens: z.number().int().describe("Tokens that it wrote."),
    ms: z.number().int().describe("How long it took, in milliseconds."),
  })
  .meta({ id: "ShownRequest" });
export type ShownRequest = z.infer<typeof ShownRequest>;

/** Models that note what they are shown and what they answer. The client pays for what its sandbox asks. */
export function watchedModels(models: Models, payer: Payer, noted: (shown: ShownRequest) => void): Models {
  return {
    async generate(choice, request) {
      const startedAt = performance.now();
      const reply = await models.generate(choice, { ...request, payer });
      noted(shownRequest(request, reply, Math.round(performance.now() - startedAt)));
      return reply;
    },
  };
}

function shownRequest(request: ModelRequest, reply: ModelReply, ms: number): ShownRequest {
  return {
    ...{ model: reply.served || reply.model, system: request.system },
    messages: request.messages.map(({ role, parts }) => ({ role, parts: parts.map(partOf) })),
    tools: request.tools.map(({ name, description }) => ({ name, description })),
    reply: reply.parts.map(partOf),
    ...{ input_tokens: reply.inputTokens, output_tokens: reply.outputTokens, ms },
  };
}

function partOf(part: ModelMessage["parts"][number]): z.infer<typeof Part> {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text, name: null };
    case "call":
      return { type: "call", text: JSON.stringify(part.args), name: part.name };
    case "result":
      return { type: "result", text: JSON.stringify(part.content), name: part.name };
    case "blob":
      return { type: "file", text: part.contentType, name: null };
  }
}
