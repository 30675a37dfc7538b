import type { RouteTypes } from "../../../../../../shared/http/route.ts";
import { type OperationOf, type ParamOf, requestPathOf } from "../../../../../../shared/http/typed-call.ts";
import { ApiProblem, problemOf } from "./api-problem.ts";
import { takeBegun } from "./begun.ts";
import type { ConsoleOperations } from "./operations.ts";

type Method = ConsoleOperations["method"];
type PathOf<M extends Method> = Extract<ConsoleOperations, { readonly method: M }>["path"];
type TypesOf<M extends Method, Path> = RouteTypes<OperationOf<ConsoleOperations, M, Path>>;

/** What a call sends: the parameters of its path, its query and its body, as the server's schemas say. */
type CallOptions<M extends Method, Path> = ([ParamOf<Path>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<ParamOf<Path>, string>> }) &
  (unknown extends TypesOf<M, Path>["query"] ? unknown : { readonly query?: TypesOf<M, Path>["query"] }) &
  (unknown extends TypesOf<M, Path>["body"] ? unknown : { readonly body: TypesOf<M, Path>["body"] }) & {
    /** The client that the call is about. The API answers for it if the person may see it. */
    readonly client?: string | undefined;
    readonly signal?: AbortSignal;
    /** Names what is done, so that it is done once however often it is sent. The default is a new one. */
    readonly idempotencyKey?: string;
    /** The browser sends it also while the page is being left. */
    readonly keepalive?: boolean;
  };

interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly client?: string | undefined;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  readonly keepalive?: boolean;
  /** For what is not JSON, such as a stream of events. */
  readonly headers?: Readonly<Record<string, string>>;
}

let csrfToken = "";

/** What writing requests carry besides the session. */
export function csrfHeader(): Readonly<Record<string, string>> {
  return { "X-Csrf-Token": csrfToken };
}

/** The token that writing requests carry. It is known once the session has been read. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/**
 * Calls an operation of the API as the signed-in person. Paths, parameters, bodies and replies are those of the server's
 * schemas. @throws ApiProblem with what the API says.
 * @example const { items } = await api("GET", "/v1/people", { query: { limit: 20 } });
 */
export async function api<M extends Method, Path extends PathOf<M>>(
  method: M,
  path: Path,
  options: CallOptions<M, Path>,
): Promise<TypesOf<M, Path>["reply"]> {
  const response = await send(method, requestPathOf(path, options as Sent), options as Sent);
  return (response.status === 204 ? undefined : await response.json()) as TypesOf<M, Path>["reply"];
}

/** Sends a request with the session's headers, for what has no schema: sign-in, files, streams. @throws ApiProblem */
export async function send(method: string, path: string, sent: Sent = {}): Promise<Response> {
  const { body, client, signal, idempotencyKey, keepalive = false } = sent;
  const writes = method !== "GET";
  // The browser itself says where the parts of a form end.
  const isForm = body instanceof FormData;
  const headers: Record<string, string> = {
    Accept: "application/json",
    ...(client === undefined ? {} : { "X-Client-Id": client }),
    ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
    ...(writes ? { ...csrfHeader(), "Idempotency-Key": idempotencyKey ?? newKey() } : {}),
    ...sent.headers,
  };
  const init = {
    method,
    headers,
    keepalive,
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  };
  const early = writes || client !== undefined ? undefined : takeBegun(path);
  const answer = early ?? fetch(path, { ...init, ...(signal === undefined ? {} : { signal }) });
  const response = await answer.catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiProblem({ status: 503, code: "unreachable", detail: "The server cannot be reached." });
  });
  if (response.ok) return response;
  throw await problemOf(response);
}

/** A name that nobody else chooses. Unlike `crypto.randomUUID`, this also works on a page served without TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
