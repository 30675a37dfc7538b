import { TenantId } from "../../shared/platform/tenant.ts";
import { secretReference } from "../../shared/security/secrets/secret-reference.ts";
import { mcpAuth } from "../../shared/tools/mcp/mcp-auth.ts";
import { McpConfig } from "../../shared/tools/mcp/mcp-config.ts";
import { withMcpServer } from "../../shared/tools/mcp/mcp-connection.ts";
import { parametersOf } from "../../shared/tools/mcp/tool-schema.ts";

/**
 * The client of `type: mcp` tools, driven by the conformance suite: it lists the tools, reads their schemas and calls
 * each. The suite's servers listen on this machine, which the product itself never calls.
 */
const url = new URL(process.argv.at(-1) ?? "");
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? "{}") as Context;

interface Context {
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly issuer?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[];
}

const isOAuth = context.client_id !== undefined;
const config = {
  ...McpConfig.parse({ url: "https://suite.example/mcp", allow: ["any"] }),
  ...(isOAuth
    ? {
        auth_type: "oauth2_client_credentials" as const,
        secret: secretReference("CLIENT_OAUTH_SECRET"),
        oauth_client_id: secretReference("CLIENT_OAUTH_ID"),
        issuer: context.issuer ?? (await issuerOf(url)),
      }
    : {}),
};
const secrets: Readonly<Record<string, string | undefined>> = {
  CLIENT_OAUTH_ID: context.client_id,
  CLIENT_OAUTH_SECRET: context.client_secret,
};
const auth = await mcpAuth(config, { secret: async (_, name) => secrets[name] ?? "" })(TenantId.parse("suite"));
const address = { url, outbound: async (to: URL, init: RequestInit) => fetch(to, init), auth, maxBytes: 1_000_000 };
const limit = { timeoutMs: 10_000, signal: new AbortController().signal };

await withMcpServer(address, limit, async (server) => {
  for (const tool of await server.tools()) {
    try {
      parametersOf(tool.inputSchema);
    } catch (error) {
      console.error(`${tool.name} is withheld: ${error}`);
      continue;
    }
    const wanted = context.toolCalls?.filter(({ name }) => name === tool.name) ?? [{ arguments: { a: 5, b: 3 } }];
    for (const call of wanted) await server.call(tool, call.arguments);
  }
});

/** What a tenant writes as `issuer`. */
async function issuerOf(server: URL): Promise<string> {
  const metadata = await fetch(new URL(`/.well-known/oauth-protected-resource${server.pathname}`, server));
  const { authorization_servers: [issuer] = [] } = (await metadata.json()) as { authorization_servers?: string[] };
  return issuer ?? "";
}
