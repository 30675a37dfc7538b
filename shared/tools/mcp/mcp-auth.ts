import type { AuthProvider, OAuthClientProvider } from "@modelcontextprotocol/client";
import type { TenantId } from "../../platform/tenant.ts";
import { secretName } from "../../security/secrets/secret-reference.ts";
import type { ToolDependencies } from "../tool.ts";
import type { McpConfig } from "./mcp-config.ts";

type Auth = AuthProvider | OAuthClientProvider | undefined;

/**
 * What a connection presents to the server: never anything of the caller. Secrets are read for each connection, so a
 * rotated one is used at once. A token is kept as long as its secret stays the same.
 */
export function mcpAuth(config: McpConfig, { secret }: Pick<ToolDependencies, "secret">) {
  let kept: { readonly credentials: string; readonly provider: OAuthClientProvider } | undefined;
  return async (tenantId: TenantId): Promise<Auth> => {
    const { auth_type, secret: reference, oauth_client_id, issuer, scopes } = config;
    if (auth_type === "none" || reference === undefined) return undefined;
    const value = await secret(tenantId, secretName(reference));
    if (auth_type === "bearer") return { token: async () => value };
    if (oauth_client_id === undefined || issuer === undefined) return undefined;
    const clientId = await secret(tenantId, secretName(oauth_client_id));
    const credentials = JSON.stringify([tenantId, clientId, value]);
    if (kept?.credentials === credentials) return kept.provider;
    const { ClientCredentialsProvider } = await import("@modelcontextprotocol/client");
    const provider = new ClientCredentialsProvider({
      clientId,
      clientSecret: value,
      expectedIssuer: issuer,
      ...(scopes.length > 0 ? { scope: scopes.join(" ") } : {}),
    });
    kept = { credentials, provider };
    return provider;
  };
}
