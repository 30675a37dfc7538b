import { z } from "zod";
import type { Operations } from "../service.ts";
import type { McpDependencies } from "./dependencies.ts";
import { type McpTool, mcpTool, readOnly } from "./mcp-tool.ts";

const Passages = z.object({
  passages: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      files: z.array(z.object({ url: z.string(), content_type: z.string() })),
    }),
  ),
});

export function knowledgeTool(
  { caller: { tenantId } }: Operations,
  { searchKnowledge }: Pick<McpDependencies, "searchKnowledge">,
): McpTool {
  return mcpTool({
    name: "search_knowledge",
    title: "Search the agent's knowledge",
    description:
      "Searches what the company's AI agent knows, as the agent does, and returns the best passages with their source ids. Ask a short question in English or in the customers' language. An empty list means that the agent does not know.",
    permission: "knowledge:read",
    annotations: readOnly,
    input: z.strictObject({
      query: z.string().trim().min(1).max(400).describe("What to look for, in a few words."),
      base: z.string().min(1).max(100).optional().describe("Only this knowledge base. Default: all of them."),
      config: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe("The name or `config_id` of the configuration whose agent is meant. Default: the default one."),
      limit: z.number().int().min(1).max(20).default(5).describe("Most passages."),
    }),
    output: async () => Passages,
    async call({ query, base = null, config = null, limit }): Promise<z.input<typeof Passages>> {
      const found = await searchKnowledge(tenantId, { config, base, query, limit });
      return {
        passages: found.map(({ id, title, text, files = [] }) => ({
          id,
          title,
          text,
          files: files.map(({ url, contentType }) => ({ url, content_type: contentType })),
        })),
      };
    },
  });
}
