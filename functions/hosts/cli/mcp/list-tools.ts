import { environmentSecret } from "../../../../shared/environment.ts";
import { foreignText } from "../../../../shared/tools/mcp/foreign-text.ts";
import { withMcpServer } from "../../../../shared/tools/mcp/mcp-connection.ts";
import { digestOf, type ServedTool } from "../../../../shared/tools/mcp/served-tool.ts";
import { parametersOf, SchemaRefused } from "../../../../shared/tools/mcp/tool-schema.ts";
import { Failure } from "../failure.ts";
import { note, printJson, printTable } from "../output.ts";

const timeoutMs = 15_000;
const maxBytes = 2 * 1024 * 1024;
const maxCharacters = 400;

/** Lists a server's tools. The person at this machine chose the address, so it may be a local one. */
export async function listServedTools(
  url: URL,
  { bearer, json = false }: { readonly bearer?: string; readonly json?: boolean },
): Promise<void> {
  const token = bearer === undefined ? undefined : environmentSecret("_platform", bearer);
  if (bearer !== undefined && token === undefined) throw new Failure(`The environment variable ${bearer} is not set.`);
  const server = {
    url,
    outbound: async (to: URL, init: RequestInit) => fetch(to, { ...init, redirect: "manual" as const }),
    auth: token === undefined ? undefined : { token: async () => token },
    maxBytes,
  };
  const limit = { timeoutMs, signal: new AbortController().signal };
  const tools = await withMcpServer(server, limit, (connection) => connection.tools()).catch((cause: unknown) => {
    const reason = foreignText(cause instanceof Error ? cause.message : String(cause), maxCharacters);
    throw new Failure(`${url.host} did not list its tools: ${reason}`);
  });
  const listed = tools.map((tool) => ({
    name: foreignText(tool.name, 128),
    digest: digestOf(tool),
    refused: refusalOf(tool),
    description: foreignText(tool.description, maxCharacters),
  }));
  if (json) return printJson(listed);
  printTable(
    ["Tool", "Digest", "Description"],
    listed.map(({ name, digest, refused, description }) => [
      name,
      digest,
      refused === null ? description : `Cannot be used: ${refused}`,
    ]),
  );
  note("A tool is allowed by its name in `allow` of a tool with `type: mcp`, and pinned by its digest in `digests`.");
}

/** Why the product does not take the tool's schema. */
function refusalOf({ inputSchema }: ServedTool): string | null {
  try {
    parametersOf(inputSchema);
    return null;
  } catch (error) {
    if (error instanceof SchemaRefused) return error.message;
    throw error;
  }
}
