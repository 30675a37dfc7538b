import { z } from "zod";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { secretReference } from "../../../../../shared/security/secrets/secret-reference.ts";
import { bearerService } from "../../../../../shared/tools/integration/bearer-service.ts";
import { ServiceRefusal } from "../../../../../shared/tools/integration/service-client.ts";
import { connectedSecret, type FindSecret } from "../connected-secret.ts";

const origin = "https://graph.facebook.com";
const version = "v25.0";

const GraphFailure = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional(), is_transient: z.boolean().optional() }),
});

/** Limits of the app, the user, the page and the caller, and Meta's own failures (Graph API, "Handling errors"). */
const passing = new Set([1, 2, 4, 17, 32, 341, 613]);
/** Business use case limits. */
const isUseCaseLimit = (code: number) => code >= 80_000 && code <= 80_014;
const tokenRefused = new Set([102, 104, 190, 463, 467]);

export interface GraphDependencies {
  readonly secret: FindSecret;
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
}

interface GraphRead<T> {
  readonly tenantId: TenantId;
  readonly id: string;
  readonly fields: string;
  readonly answer: z.ZodType<T>;
  readonly signal: AbortSignal;
}

/**
 * Reads one object of Meta's Graph API with the agency's token.
 * @throws TerminalError `account-not-connected`, `permission-missing`, `account-not-found`, `graph-refused` or
 * `graph-answer-unknown`; RetryableError `graph-unavailable` at a limit
 */
export function graphReader({ secret, fetch, baseUrl = origin }: GraphDependencies) {
  const service = bearerService({
    name: "graph",
    baseUrl,
    secret: secretReference("GRAPH_ACCESS_TOKEN"),
    dependencies: { fetch, secret: (tenantId, name) => connectedSecret(secret, tenantId, name) },
    isLimited(_status, body) {
      const failure = failureIn(body);
      return (
        failure !== undefined &&
        (passing.has(failure.code) || isUseCaseLimit(failure.code) || failure.is_transient === true)
      );
    },
  });
  return async <T>({ tenantId, id, fields, answer, signal }: GraphRead<T>): Promise<T> => {
    const path = `/${version}/${encodeURIComponent(id)}?${new URLSearchParams({ fields })}`;
    try {
      return await service({ tenantId, method: "GET", path, answer, signal });
    } catch (error) {
      throw error instanceof ServiceRefusal ? refusal(error) : error;
    }
  };
}

function failureIn(body: unknown) {
  const parsed = GraphFailure.safeParse(body);
  return parsed.success ? parsed.data.error : undefined;
}

/** Codes 10 and 200 to 299 are permissions; 110 and 803 an unknown name; 100 with 33 an unknown or invisible object. */
function refusal(cause: ServiceRefusal): TerminalError {
  const failure = failureIn(cause.body);
  const code = failure?.code ?? 0;
  const terminal = (name: string, message: string) => new TerminalError(name, message, { cause });
  if (tokenRefused.has(code))
    return terminal("account-not-connected", "Connect the account: Meta refuses the token GRAPH_ACCESS_TOKEN.");
  if (code === 10 || (code >= 200 && code < 300))
    return terminal(
      "permission-missing",
      `Meta refuses the permission (${code}). The app needs access to public pages and accounts.`,
    );
  if (code === 110 || code === 803 || (code === 100 && failure?.error_subcode === 33))
    return terminal("account-not-found", "Meta knows no such account, or it is not a public professional one.");
  return terminal("graph-refused", `Meta refused the call (${code || cause.status}).`);
}
