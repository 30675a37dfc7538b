import { z } from "zod";
import type { Source } from "../knowledge/source.ts";
import { titleOf } from "../schema/title-of.ts";
import { type Tool, toolKind } from "./tool.ts";
import { zodParameters } from "./tool-parameters.ts";

const Config = z.strictObject({
  knowledge_base: z.string().min(1).max(100).describe("What it searches: a `base` of `knowledge`."),
  include_pricing: z
    .boolean()
    .optional()
    .describe("False leaves out sentences that name a price. True also makes guardrails.require_sources true."),
  include_preparation: z.boolean().optional().describe("False leaves out sentences about preparation."),
  limit: z.number().int().min(1).max(20).default(5).describe("Most passages of a search."),
});
type Config = z.output<typeof Config>;

/** Searches the tenant's knowledge. The passages found are the sources of the answer. */
export const rag = toolKind({
  kind: "rag",
  config: Config,
  async create({ name, description, config }, _dependencies, { knowledge }) {
    const tool: Tool = {
      name,
      description:
        description ??
        `${titleOf(name)}: searches ${titleOf(config.knowledge_base).toLowerCase()}. Use it before stating facts or prices.`,
      parameters: zodParameters(
        z.object({ query: z.string().min(1).max(400).describe("What to look for, in a few words") }),
      ),
      sideEffects: false,
      reconcile: "repeat",
      async execute({ query }, { tenantId }) {
        const found = await knowledge.search(tenantId, config.knowledge_base, String(query), config.limit);
        const sources = found.map((source) => without(source, config)).filter(({ text }) => text !== "");
        if (sources.length === 0)
          return { content: { passages: [], note: "Nothing was found. Say so, and do not guess." } };
        return { content: { passages: sources.map(({ id, title, text }) => ({ id, title, text })) }, sources };
      },
    };
    return [tool];
  },
});

const pricePattern = /(₹|\bRs\.?\s|\bINR\b|\$|€|£|रुपये|रुपए)/i;
const preparationPattern = /\b(fast(ing)?|empty stomach|prepar(e|ation)|khali pet)\b|उपवास|खाली पेट/i;

function without(source: Source, config: Config): Source {
  const unwanted = [
    ...(config.include_pricing === false ? [pricePattern] : []),
    ...(config.include_preparation === false ? [preparationPattern] : []),
  ];
  if (unwanted.length === 0) return source;
  const sentences = source.text.split(/(?<=[.!?।])\s+/);
  return { ...source, text: sentences.filter((text) => !unwanted.some((pattern) => pattern.test(text))).join(" ") };
}
