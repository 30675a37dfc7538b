import type { z } from "zod";
import type { Caller, Permission } from "../security/tokens/identity.ts";

export interface ApiRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Caller;
  readonly requestId: string;
  /** The caller's `Idempotency-Key` header, if sent. */
  readonly idempotencyKey: string | undefined;
  readonly lastEventId: string | undefined;
  /** The file of a multipart form, where the route takes one. */
  readonly file: UploadedFile | undefined;
  /** True when the caller requested `text/event-stream`. */
  readonly wantsEvents: boolean;
  /** Aborts when the caller disconnects. */
  readonly signal: AbortSignal;
}

/** A file of a multipart form. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
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
 * One operation of the HTTPS API. The schemas validate the call and generate its part of /v1/openapi.json. `path` has
 * Hono's form (`/v1/conversations/:id`). Problems are thrown as `Problem` (problem.ts).
 */
export interface Route<Params = unknown, Query = unknown, Body = unknown, Reply = unknown> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  /** What the summary does not say (CommonMark). Required of every operation by the test of the OpenAPI document. */
  readonly description?: string;
  /** The operation's own problems: codes by status. Those of every operation are known (endpoints/api/reference). */
  readonly problems?: Readonly<Record<number, readonly string[]>>;
  /** A body that the operation accepts, for its document. */
  readonly example?: object;
  readonly tag: string;
  readonly permission: Permission;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** A body of this media type (`text/yaml`) is accepted as `{ [field]: text }`, besides JSON. The default is UTF-8. */
  readonly textBody?: {
    readonly mediaType: string;
    readonly field: string;
    readonly decode?: (bytes: Uint8Array, contentType: string) => string;
  };
  /** A form with one file, of at most `maxBytes`, and the body's fields is accepted besides JSON. */
  readonly fileBody?: { readonly maxBytes: number };
  readonly reply: z.ZodType<Reply>;
  /** The success status; 200 by default. */
  readonly status?: number;
  /** The media type of an answer that is text instead of JSON, such as `text/csv`. */
  readonly textReply?: string;
  /** The media type of an answer that is a file, such as `application/pdf`: its body is a Uint8Array. */
  readonly fileReply?: string;
  /** Also responds with server-sent events. */
  readonly streams?: boolean;
  /**
   * A repeated POST, PUT or PATCH with an Idempotency-Key gets the first answer. With `own`, the handler implements
   * that itself from the key, at a lower cost than the shell's stored answer. The shell refuses a key with another body.
   */
  readonly idempotency?: "shell" | "own";
  handle(request: ApiRequest<Params, Query, Body>): Promise<ApiReply<Reply>>;
}

declare const types: unique symbol;

/** A route with its schemas' types, from which a typed client is inferred. They exist only for the compiler. */
export interface TypedRoute<Method extends Route["method"], Path extends Route["path"], Types> extends Route {
  readonly method: Method;
  readonly path: Path;
  readonly [types]?: Types;
}

/** The types of a route's query parameters, of its body and of its reply. */
export type RouteTypes<R> = R extends { readonly [types]?: infer Types } ? NonNullable<Types> : never;

/** Lets the compiler infer a route's types from its schemas, and lets a list hold routes of different types. */
export function route<
  const Method extends Route["method"],
  const Path extends Route["path"],
  Params,
  Query,
  Body,
  Reply,
  QueryInput,
  BodyInput,
>(
  definition: Route<Params, Query, Body, Reply> & {
    readonly method: Method;
    readonly path: Path;
    readonly query?: z.ZodType<Query, QueryInput>;
    readonly body?: z.ZodType<Body, BodyInput>;
  },
): TypedRoute<Method, Path, { readonly query: QueryInput; readonly body: BodyInput; readonly reply: Reply }> {
  return definition as unknown as TypedRoute<
    Method,
    Path,
    { readonly query: QueryInput; readonly body: BodyInput; readonly reply: Reply }
  >;
}

/**
 * Routes that are created at the first request under one of their paths. Creating a route's schemas costs CPU, and most
 * processes never serve most resources. `under` lists whole path segments, `/v1/payments`. Every route of the group
 * lies under one of them, and the longest match of a request decides.
 */
export interface RouteGroup {
  readonly under: readonly `/${string}`[];
  open(): Promise<readonly Route[]>;
}
