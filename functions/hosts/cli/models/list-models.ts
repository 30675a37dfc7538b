import { type RegisteredModel, register, registerReadOn, standingOf } from "../../../../shared/models/register.ts";
import { note, printJson, printTable } from "../output.ts";

/** Lists the register of models, as it stands today. */
export function listModels({ json = false }: { readonly json?: boolean }): void {
  const today = new Date();
  if (json) {
    printJson(register.map((model) => ({ ...model, standing: standingOf(model.id, today).type })));
    return;
  }
  printTable(
    ["Model", "For", "Input", "Output", "Until", "Then"],
    register.map((model) => row(model, today)),
  );
  note(
    `US dollars per million tokens, from Google's public list as of ${registerReadOn}. A configuration may name other models too.`,
  );
  note(
    "A model behind an OpenAI-compatible endpoint (Ollama, vLLM, OpenRouter, OpenAI) is named openai_compatible/NAME. " +
      "The endpoint is OPENAI_COMPATIBLE_URL, or a configuration's agent.model.endpoint (docs/models.md).",
  );
}

function row({ id, kind, price, end }: RegisteredModel, today: Date): readonly string[] {
  const over = standingOf(id, today).type === "ended" ? " (over)" : "";
  return [id, purposes[kind], price.input, price.output, end ? `${end.on}${over}` : "", end?.replacement ?? ""];
}

const purposes = { chat: "messages", live: "calls", embedding: "documents" } as const;
