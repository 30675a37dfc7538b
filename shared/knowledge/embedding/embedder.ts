import type { RetrievalScale } from "../../models/register.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { PackedVector } from "../vectors/packed-vector.ts";

/** Turns questions and passages into vectors of one space. */
export interface Embedder {
  /** The model's id. Vectors of two models are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /** Null for a model whose cosines nobody has measured: nothing is refused by them. */
  readonly scale: RetrievalScale | null;
  /** Whether a document's passages are embedded before it counts as indexed. Otherwise they follow in the background. */
  readonly whileIndexing: boolean;
  /** @param payer whose spend it counts to; nobody's without one */
  embedQuestion(text: string, signal?: AbortSignal, payer?: TenantId): Promise<PackedVector>;
  /** One vector for each text, in order. @throws RetryableError */
  embedPassages(texts: readonly string[], signal?: AbortSignal, payer?: TenantId): Promise<readonly PackedVector[]>;
}

/** What is embedded of a passage: its title and headings say what it is about. */
export function embeddedText({ title, text }: { readonly title: string; readonly text: string }): string {
  return `${title}\n${text}`;
}
