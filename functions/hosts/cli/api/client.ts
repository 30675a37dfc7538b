import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { EventSourceParserStream } from "eventsource-parser/stream";
import type { z } from "zod";
import { requestPathOf } from "../../../../shared/http/typed-call.ts";
import { Failure } from "../failure.ts";
import { note } from "../output.ts";
import { explainErrorResponse, unreachable } from "./explain.ts";
import type { PathOf, TypedCall } from "./operations.ts";

export interface ApiClient {
  readonly url: string;
  /** `reply` validates the response: the server's schema, or one that reads a part of the response. */
  get<Path extends PathOf<"GET">, Reply>(path: Path, call: TypedCall<"GET", Path, Reply>): Promise<Reply>;
  /** The bytes of a file, such as a PDF. */
  download<Path extends PathOf<"GET">>(
    path: Path,
    call: Omit<TypedCall<"GET", Path, unknown>, "reply">,
  ): Promise<Uint8Array>;
  /** Without `idempotencyKey`, each call is a new one. */
  post<Path extends PathOf<"POST">, Reply>(
    path: Path,
    call: TypedCall<"POST", Path, Reply> & { readonly body?: object; readonly idempotencyKey?: string | undefined },
  ): Promise<Reply>;
  /** A file, at a path that is already filled in. */
  bytes(path: string): Promise<Uint8Array>;
  /** Sends a JSON body to a path that is already filled in. */
  send<Reply>(method: "PUT" | "POST" | "PATCH", path: string, body: object, reply: z.ZodType<Reply>): Promise<Reply>;
  /** Sends a file, and fields beside it, as a form. */
  upload<Reply>(path: string, form: FormData, reply: z.ZodType<Reply>): Promise<Reply>;
  delete<Path extends PathOf<"DELETE">, Reply>(path: Path, call: TypedCall<"DELETE", Path, Reply>): Promise<Reply>;
  /** Sends a POST and yields the server-sent events as they arrive. Ends early when `signal` aborts. */
  stream(
    path: string,
    body: object,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly event: string; readonly data: string }>;
}

/** A limit per minute asks for less; one per hour is told instead. */
const longestWaitSeconds = 90;

/** A client of the API. @throws Failure from every call, with a message for the user. */
export function apiClient({ url, token }: { readonly url: string; readonly token: string }): ApiClient {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = { Authorization: `Bearer ${token}`, Accept: "application/json", ...init.headers };
    return fetch(url + path, { ...init, headers }).catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw unreachable(url, error);
    });
  }

  async function checkResponse(response: Response): Promise<Response> {
    if (response.ok) return response;
    throw explainErrorResponse(url, response, await response.text());
  }

  const call = async (path: string, init: RequestInit) => checkResponse(await send(path, init));

  /** Reads may be repeated, so one that comes too soon waits as long as the server asks. */
  async function callWhenAllowed(path: string): Promise<Response> {
    for (;;) {
      const response = await send(path, {});
      if (response.status !== 429) return checkResponse(response);
      const seconds = Number(response.headers.get("retry-after"));
      if (!(seconds > 0 && seconds <= longestWaitSeconds)) return checkResponse(response);
      await response.body?.cancel();
      note(`The server asks to wait ${seconds} s.`);
      await sleep(seconds * 1_000);
    }
  }

  async function read<T>(response: Response, reply: z.ZodType<T>): Promise<T> {
    const parsed = reply.safeParse(await response.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw new Failure(`The response from ${url} is not from this product's API, or from another version.`);
  }

  return {
    url,
    get: async (path, options) => read(await callWhenAllowed(requestPathOf(path, options)), options.reply),
    download: async (path, options) => (await callWhenAllowed(requestPathOf(path, options))).bytes(),
    post: async (path, { body, idempotencyKey = randomUUID(), ...options }) => {
      const key = { "Idempotency-Key": idempotencyKey };
      const json = { body: JSON.stringify(body), headers: { ...key, "Content-Type": "application/json" } };
      const init = { method: "POST", ...(body === undefined ? { headers: key } : json) };
      return read(await call(requestPathOf(path, options), init), options.reply);
    },
    delete: async (path, options) =>
      read(await call(requestPathOf(path, options), { method: "DELETE" }), options.reply),

    async bytes(path) {
      const response = await call(path, {
        headers: { Accept: "*/*" },
      });
      return new Uint8Array(await response.arrayBuffer());
    },

    send: async (method, path, body, reply) => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": randomUUID() };
      return read(await call(path, { method, headers, body: JSON.stringify(body) }), reply);
    },

    upload: async (path, form, reply) => {
      const headers = { "Idempotency-Key": randomUUID() };
      return read(await call(path, { method: "POST", headers, body: form }), reply);
    },

    async *stream(path, body, signal) {
      const response = await call(path, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "text/event-stream",
          "Idempotency-Key": randomUUID(),
        },
        body: JSON.stringify(body),
        signal,
      });
      const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      for await (const { event = "message", data } of events ?? []) yield { event, data };
    },
  };
}
