import type { ModelRequest, Models, Payer } from "./model.ts";

/** One question about one file, to be answered as JSON. */
interface FileQuestion extends Required<Pick<ModelRequest, "json">> {
  /** Who the model is here, and that the file's text is data. */
  readonly system: string;
  readonly prompt: string;
  readonly contentType: string;
  readonly base64: string;
  readonly maxTokens: number;
  readonly payer: Payer;
  readonly signal: AbortSignal;
}

/** Lets a vision model read a file. @returns its text, which may not have the asked form */
export async function askAboutFile(models: Models, model: string, question: FileQuestion): Promise<string> {
  const { system, prompt, contentType, base64, maxTokens, json, payer, signal } = question;
  const parts = [
    { type: "text" as const, text: prompt },
    { type: "blob" as const, contentType, base64 },
  ];
  const reply = await models.generate(
    { primary: model, fallback: null, endpoint: null },
    { system, messages: [{ role: "user", parts }], tools: [], temperature: 0, maxTokens, json, payer, signal },
  );
  return reply.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
