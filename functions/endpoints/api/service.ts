import { Problem } from "../../../shared/http/problem.ts";
import type { Route } from "../../../shared/http/route.ts";
import { validBody, validParameters } from "../../../shared/http/validation.ts";
import { requirePermission } from "../../../shared/security/permissions.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import type { Exchange, HttpReply } from "../http/exchange.ts";
import type { Operation } from "./call.ts";
import type { routeTable } from "./route-table.ts";
import type { RunOperation } from "./run-operation.ts";

/** A resource with a protocol of its own, which calls the API's operations for its callers. It answers POST. */
export interface ApiService {
  readonly path: `/${string}`;
  answer(exchange: Exchange, access: ServiceAccess): Promise<HttpReply>;
}

export interface ServiceAccess {
  /** The caller, counted against the rate limits. @throws Problem 401 or 429. */
  identify(exchange: Exchange): Promise<Caller>;
  operations(identity: Caller, exchange: Pick<Exchange, "requestId" | "signal">): Operations;
}

/** A call of an operation. The path is complete: its segments are encoded. */
export interface OperationCall {
  readonly method: Route["method"];
  readonly path: `/${string}`;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
}

/** The API's operations as one caller may use them: with the checks of a request over HTTP. */
export interface Operations {
  readonly caller: Caller;
  /** The operation at a path, for its permission and its schemas. */
  at(method: Route["method"], path: `/${string}`): Promise<Operation>;
  /** The reply's body. @throws Problem as the API answers it. */
  call(call: OperationCall): Promise<unknown>;
}

export function operationsFor(
  parts: { readonly find: ReturnType<typeof routeTable>; readonly run: RunOperation },
  caller: Caller,
  { requestId, signal }: Pick<Exchange, "requestId" | "signal">,
): Operations {
  async function find(method: string, path: string) {
    const found = await parts.find(method, path);
    if (found.type === "found") return { operation: found.target.operation, params: found.params };
    throw new Problem(404, "path-unknown", "Nothing exists at this path.");
  }

  return {
    caller,
    at: async (method, path) => (await find(method, path)).operation,
    async call({ method, path, query = {}, body, idempotencyKey }) {
      const { operation, params } = await find(method, path);
      requirePermission(caller, operation.permission);
      const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      const request = {
        params: operation.params ? validParameters("path", operation.params, params) : params,
        query: validParameters("query", operation.querySchema, given),
        body: operation.bodySchema && validBody(operation.bodySchema, body),
        identity: caller,
        requestId,
        signal,
        idempotencyKey,
        file: undefined,
        lastEventId: undefined,
        wantsEvents: false,
      };
      const rawBody = Buffer.from(JSON.stringify(body ?? null));
      const reply = await parts.run(operation, { request, rawBody }, `${method} ${path}`);
      if ("events" in reply) throw new Error(`${operation.operationId} answers a stream, which a service cannot use.`);
      return reply.body;
    },
  };
}
