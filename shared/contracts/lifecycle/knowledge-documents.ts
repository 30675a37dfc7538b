import { z } from "zod";
import { readModel } from "../read-model.ts";

/** A version of a document whose passages are indexed. */
export const LiveVersion = z.object({
  version: z.string(),
  /** The first passage's number of each stored part, in order (shared/knowledge/documents/passage-files.ts). */
  parts: z.array(z.number().int()),
});

export const KnowledgeDocumentCore = z.object({
  id: z.string(),
  /** The knowledge base. */
  base: z.string(),
  /** The version that may be quoted. Null: none, so no passage of the document is. */
  live: LiveVersion.nullable(),
});
export type KnowledgeDocumentCore = z.infer<typeof KnowledgeDocumentCore>;

/** Which version of a document may be quoted. The knowledge engine owns these documents. */
export const knowledgeDocumentPointers = readModel<KnowledgeDocumentCore>({
  name: "knowledge-documents",
  state: KnowledgeDocumentCore as unknown as z.ZodType<KnowledgeDocumentCore>,
  indexes: [],
});
