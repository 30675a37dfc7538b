import { Problem } from "../../../../shared/http/problem.ts";
import type { Caller } from "../../../../shared/security/tokens/identity.ts";
import { mediaType, parseJsonBody, readBody } from "../../http/body.ts";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import type { ApiService, Operations } from "../service.ts";
import type { McpDependencies } from "./dependencies.ts";
import { metadataUrl, resourcePath } from "./protected-resource.ts";
import { refuseForeignPage } from "./request-origin.ts";

const maxBodyBytes = 1024 * 1024;

/**
 * `POST /v1/mcp`: the API for MCP clients, of both eras of the protocol and without sessions. The SDK is loaded by the
 * first request.
 */
export function mcpService(dependencies: McpDependencies): ApiService {
  return {
    path: resourcePath,
    async answer(exchange, access) {
      refuseForeignPage(exchange.request, dependencies);
      const caller = await access.identify(exchange).catch((error) => challenge(error, dependencies.publicUrl));
      const operations = access.operations(caller, exchange);
      return serveMcp(exchange, { ...dependencies, operations });
    },
  };
}

async function serveMcp(
  exchange: Exchange,
  dependencies: McpDependencies & { readonly operations: Operations },
): Promise<HttpReply> {
  const { log, operations } = dependencies;
  const [{ productServer }, { mcpReply }] = await Promise.all([
    import("./product-server.ts"),
    import("./mcp-reply.ts"),
  ]);
  const { tenantId } = operations.caller;
  return mcpReply(exchange, await readMessage(exchange), {
    server: () => productServer(dependencies),
    onError: (err) => log.info({ err, tenantId, requestId: exchange.requestId }, "MCP request refused"),
  });
}

/** Undefined when the body is not JSON, which JSON-RPC has an error of its own for. */
export async function readMessage({ request }: Exchange): Promise<unknown> {
  if (mediaType(request) !== "application/json")
    throw new Problem(415, "media-type-unsupported", "Content-Type must be application/json.");
  const body = await readBody(request, maxBodyBytes);
  try {
    return parseJsonBody(body);
  } catch (error) {
    if (error instanceof Problem && error.code === "body-not-json") return undefined;
    throw error;
  }
}

/** A 401 names the document that says how to get a token (RFC 9728, section 5.1). */
function challenge(error: unknown, publicUrl: string): Promise<Caller> {
  if (!(error instanceof Problem) || error.status !== 401) throw error;
  const { status, code, detail, errors, cause } = error;
  const given = error.headers["WWW-Authenticate"] ?? "Bearer";
  const separator = given.includes(" ") ? ", " : " ";
  const headers = { "WWW-Authenticate": `${given}${separator}resource_metadata="${metadataUrl(publicUrl)}"` };
  throw new Problem(status, code, detail, { errors, headers, cause });
}
