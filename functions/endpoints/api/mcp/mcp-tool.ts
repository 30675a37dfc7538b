import type { CallToolResult, McpServer, ToolAnnotations } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Problem } from "../../../../shared/http/problem.ts";
import { toProblem } from "../../../../shared/http/to-problem.ts";
import { mayDo } from "../../../../shared/security/permissions.ts";
import type { Permission } from "../../../../shared/security/tokens/identity.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import type { Operations } from "../service.ts";

/** A tool for MCP clients. Its effects are those of the API's operations, and so are its checks. */
export interface McpTool {
  readonly name: string;
  readonly title: string;
  /** For the model of the client. */
  readonly description: string;
  /** A caller without it does not see the tool. */
  readonly permission: Permission;
  readonly annotations: ToolAnnotations;
  readonly input: z.ZodObject;
  /** The schema of what `call` resolves to. */
  output(): Promise<z.ZodType>;
  call(args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** Lets the compiler infer the type of `args` from `input`. */
export function mcpTool<Shape extends z.ZodRawShape>(
  tool: Omit<McpTool, "input" | "call"> & {
    readonly input: z.ZodObject<Shape>;
    call(args: z.output<z.ZodObject<Shape>>): Promise<unknown>;
  },
): McpTool {
  return tool as unknown as McpTool;
}

export const readOnly: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Adds the tools that the caller may use. Every call is logged with its caller and its outcome. */
export async function addTools(
  server: McpServer,
  tools: readonly McpTool[],
  { operations, log }: { readonly operations: Operations; readonly log: Logger },
): Promise<void> {
  for (const tool of tools) {
    if (!mayDo(operations.caller, tool.permission)) continue;
    const { name, title, description, annotations, input: inputSchema } = tool;
    const outputSchema = await tool.output();
    const config = { title, description, annotations: { title, ...annotations }, inputSchema, outputSchema };
    server.registerTool(name, config, (args) => callTool(tool, args, { operations, log }));
  }
}

async function callTool(
  tool: McpTool,
  args: Readonly<Record<string, unknown>>,
  { operations, log }: { readonly operations: Operations; readonly log: Logger },
): Promise<CallToolResult> {
  const { tenantId, subject } = operations.caller;
  const attributes = { tenantId, subject, tool: tool.name };
  try {
    const result = await tool.call(args);
    log.info(attributes, "MCP tool called");
    // Undefined members are not JSON, and the client validates what it receives.
    const text = JSON.stringify(result);
    return { content: [{ type: "text", text }], structuredContent: JSON.parse(text) };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ ...attributes, err: problem.cause ?? problem }, "MCP tool failed");
    else log.info({ ...attributes, code: problem.code }, "MCP tool refused");
    return { isError: true, content: [{ type: "text", text: wordsOf(problem) }] };
  }
}

/** What the client's model needs to correct its call. */
function wordsOf({ code, detail, errors }: Problem): string {
  const lines = errors.map((each) => `- ${each.pointer}: ${each.detail}`);
  return [`${code}: ${detail}`, ...lines].join("\n");
}
