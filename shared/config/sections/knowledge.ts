import { z } from "zod";
import { Name, ShortText } from "../../schema/scalars.ts";

const WebAddress = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: "must be an https address" })
  .max(500)
  .describe("A public https address.");

/** A document of the web, read once at each activation. */
const KnowledgeDocumentSection = z.strictObject({
  base: Name.default("general").describe("Its knowledge base."),
  url: WebAddress,
  title: ShortText.optional().describe("What a citation shows. Without it, the title that the document gives itself."),
});

/** A site that is read from this address on. */
const KnowledgeSiteSection = z.strictObject({
  base: Name.default("general").describe("Its knowledge base."),
  url: WebAddress,
  sitemap: z.boolean().default(false).describe("True when the address is a sitemap."),
  max_depth: z.number().int().min(0).max(5).default(2).describe("Links that are followed from the first page."),
  max_pages: z.number().int().min(1).max(500).default(100).describe("Pages that are read at most."),
});

/** What stands elsewhere and becomes knowledge when the configuration is activated. */
export const KnowledgeSourcesSection = z.strictObject({
  documents: z.array(KnowledgeDocumentSection).max(50).default([]).describe("Single pages and files, such as a PDF."),
  urls: z.array(KnowledgeSiteSection).max(20).default([]).describe("Sites, read page by page as robots.txt permits."),
});

export const VillageKnowledge = z
  .strictObject({
    contribute: z
      .boolean()
      .default(false)
      .describe(
        "True gives each month's shares of ended conversations to averages over all tenants that take part, and lets you compare with them. No word of a customer leaves.",
      ),
  })
  .describe("What tenants learn from each other (docs/knowledge.md).");
