import type { z } from "zod";
import type { Caller, Permission } from "../security/identity.ts";

export interface ApiRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Caller;
  readonly requestId: string;
  /** The caller's `Idempotency-Key`, if it sent one. */
  readonly idempotencyKey: string | undefined;
  readonly lastEventId: string | undefined;
  /** True when the caller asked for `text/event-stream`. */
  readonly wantsEvents: boolean;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
}

export interface ServerSentEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

export type ApiReply<Reply> =
  | { readonly status: number; readonly body: Reply; readonly headers?: Readonly<Record<string, string>> }
  | { readonly events: AsyncIterable<ServerSentEvent> };

/**
 * One operation of the HTTPS API: the schemas validate the call and make its part of /v1/openapi.json.
 * `path` has Hono's form (`/v1/conversations/:id`). Problems are thrown as `Problem` (problem.ts).
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Reply = unknown> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly permission: Permission;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** A body of this media type (`text/yaml`) is taken as `{ [field]: text }`, beside JSON. Without `decode` it is UTF-8. */
  readonly textBody?: {
    readonly mediaType: string;
    readonly field: string;
    readonly decode?: (bytes: Uint8Array, contentType: string) => string;
  };
  readonly reply: z.ZodType<Reply>;
  /** The success status; 200 unless told. */
  readonly status?: number;
  /** Also answers as server-sent events. */
  readonly streams?: boolean;
  /**
   * POST, PUT and PATCH with an Idempotency-Key replay the first answer. `own`: the handler does that itself,
   * from the key, more cheaply than the shell's stored answer.
   */
  readonly idempotency?: "shell" | "own";
  handle(request: ApiRequest<Params, Query, Body>): Promise<ApiReply<Reply>>;
}

declare const types: unique symbol;

/** A route with the types of its schemas, from which a typed client is inferred. They exist for the compiler only. */
export interface TypedRoute<Method extends Route["method"], Path extends Route["path"], Query, Reply> extends Route {
  readonly method: Method;
  readonly path: Path;
  readonly [types]?: { readonly query: Query; readonly reply: Reply };
}

/** What a caller may put into the query of a route, and what the route answers. */
export type RouteTypes<R> = R extends { readonly [types]?: infer Types } ? NonNullable<Types> : never;

/** Lets the compiler infer a route's types from its schemas, and a list hold routes of different types. */
export function route<
  const Method extends Route["method"],
  const Path extends Route["path"],
  Params,
  Query,
  Body,
  Reply,
  QueryInput,
>(
  definition: Route<Params, Query, Body, Reply> & {
    readonly method: Method;
    readonly path: Path;
    readonly query?: z.ZodType<Query, QueryInput>;
  },
): TypedRoute<Method, Path, QueryInput, Reply> {
  return definition as unknown as TypedRoute<Method, Path, QueryInput, Reply>;
}

/**
 * Routes that are made when a request first comes under one of their paths: a route's schemas cost CPU to make, and most
 * processes never serve most resources. `under` are whole path segments, `/v1/payments`; every route of the group lies
 * under one of them, and the longest that fits a request decides.
 */
export interface RouteGroup {
  readonly under: readonly `/${string}`[];
  open(): Promise<readonly Route[]>;
}
