import type { ApiPage } from "../pages/page.ts";

export const resourcePath = "/v1/mcp";

/** The product's path of metadata about protected resources (RFC 9728, section 3.1). */
const wellKnownPath = "/.well-known/oauth-protected-resource";

export function metadataUrl(publicUrl: string): string {
  return `${new URL(publicUrl).origin}${wellKnownPath}${resourcePath}`;
}

/**
 * Where MCP clients learn which authorization server issues tokens for `/v1/mcp`. Without an identity provider there is
 * none: tokens and keys are then handed out by `npm run cli -- token` and by the API.
 */
export function protectedResourcePages(options: {
  readonly publicUrl: string;
  readonly issuer: string | undefined;
}): readonly ApiPage[] {
  const { origin } = new URL(options.publicUrl);
  const metadata = {
    resource: `${origin}${resourcePath}`,
    ...(options.issuer === undefined ? {} : { authorization_servers: [options.issuer] }),
    bearer_methods_supported: ["header"],
    resource_name: "Agent platform",
    resource_documentation: `${origin}/docs`,
  };
  const body = JSON.stringify(metadata);
  const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "public, max-age=300" };
  const answer = async () => ({ status: 200, headers, body });
  return [
    { path: wellKnownPath, answer },
    { path: `${wellKnownPath}${resourcePath}`, answer },
  ];
}
