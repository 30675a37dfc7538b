import { z } from "zod";
import type { KnowledgeEntry } from "../knowledge/entry.ts";
import { retrieve } from "../knowledge/retrieve.ts";
import { titleOf } from "./naming.ts";
import { toolKind } from "./tool.ts";

const Config = z.strictObject({
  knowledge_base: z.string().min(1).max(100),
  /** False leaves out sentences that name a price. */
  include_pricing: z.boolean().optional(),
  /** False leaves out sentences about how to prepare. */
  include_preparation: z.boolean().optional(),
  /** How many passages a search gives. */
  limit: z.number().int().min(1).max(20).default(5),
});
type Config = z.output<typeof Config>;

/** Searches the tenant's own knowledge; its passages are the sources of the answer. */
export const rag = toolKind({
  kind: "rag",
  config: Config,
  create({ name, description, config }, _dependencies, { knowledge }) {
    const entries = knowledge
      .filter(({ base }) => base === config.knowledge_base)
      .map((entry) => without(entry, config));
    return {
      name,
      description:
        description ??
        `${titleOf(name)}: searches ${titleOf(config.knowledge_base).toLowerCase()}. Use it before stating facts or prices.`,
      parameters: z.object({ query: z.string().min(1).max(400).describe("What to look for, in a few words") }),
      sideEffects: false,
      reconcile: "repeat",
      async execute({ query }) {
        const sources = retrieve(entries, String(query), config.limit);
        if (sources.length === 0)
          return { content: { passages: [], note: "Nothing was found: say so, and do not guess." } };
        return { content: { passages: sources.map(({ id, title, text }) => ({ id, title, text })) }, sources };
      },
    };
  },
});

const pricePattern = /(₹|\bRs\.?\s|\bINR\b|\$|€|£|रुपये|रुपए)/i;
const preparationPattern = /\b(fast(ing)?|empty stomach|prepar(e|ation)|khali pet)\b|उपवास|खाली पेट/i;

function without(entry: KnowledgeEntry, config: Config): KnowledgeEntry {
  const unwanted = [
    ...(config.include_pricing === false ? [pricePattern] : []),
    ...(config.include_preparation === false ? [preparationPattern] : []),
  ];
  if (unwanted.length === 0) return entry;
  const sentences = entry.text.split(/(?<=[.!?।])\s+/);
  return { ...entry, text: sentences.filter((text) => !unwanted.some((pattern) => pattern.test(text))).join(" ") };
}
