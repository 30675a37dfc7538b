import { z } from "zod";
import { Problem } from "../../../shared/http/problem.ts";
import type { ApiRequest, Route } from "../../../shared/http/route.ts";
import { strictObject, validBody, validParameters } from "../../../shared/http/validation.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { type ArrivedRequest, bodyText, mediaType, parseJsonBody, readBody } from "../http/body.ts";
import { header } from "../http/headers.ts";
import { isForm, readForm } from "../http/multipart.ts";

const maxBodyBytes = 1024 * 1024;
/** What a form holds besides its file. */
const formBytes = 64 * 1024;

/** A route with its strict schemas, built once. */
export interface Operation extends Route {
  readonly bodySchema: z.ZodType | undefined;
  readonly querySchema: z.ZodType;
}

export function operation(route: Route): Operation {
  return {
    ...route,
    bodySchema: route.body === undefined ? undefined : strictObject(route.body),
    querySchema: strictObject(route.query ?? noParameters),
  };
}

export interface Call {
  readonly request: ApiRequest<unknown, unknown, unknown>;
  readonly rawBody: Buffer;
}

const noBody = Buffer.alloc(0);
const noParameters = z.object({});

/**
 * Reads and validates a request.
 * @throws Problem 400, 413, 415 or 422 with the reason.
 */
export async function readCall(
  request: ArrivedRequest,
  from: {
    readonly operation: Operation;
    readonly params: Readonly<Record<string, string>>;
    readonly search: string;
    readonly identity: Caller;
    readonly requestId: string;
    readonly signal: AbortSignal;
  },
): Promise<Call> {
  const { operation, identity, requestId, signal } = from;
  const params = operation.params ? validParameters("path", operation.params, from.params) : from.params;
  const query = validParameters("query", operation.querySchema, readQuery(from.search));
  const isUpload = operation.fileBody !== undefined && isForm(request);
  const maxBytes = isUpload ? (operation.fileBody?.maxBytes ?? 0) + formBytes : maxBodyBytes;
  const rawBody = operation.bodySchema ? await readBody(request, maxBytes) : noBody;
  const form = isUpload ? await readForm(rawBody, request.headers["content-type"] ?? "") : undefined;
  const parsed = () => form?.fields ?? parseBody(request, operation, rawBody);
  const body = operation.bodySchema && validBody(operation.bodySchema, parsed());
  return {
    rawBody,
    request: {
      params,
      query,
      body,
      identity,
      requestId,
      signal,
      file: form?.file,
      idempotencyKey: header(request, "idempotency-key"),
      lastEventId: header(request, "last-event-id"),
      wantsEvents: operation.streams === true && (request.headers.accept ?? "").includes("text/event-stream"),
    },
  };
}

function parseBody(request: ArrivedRequest, { textBody, fileBody }: Operation, rawBody: Buffer): unknown {
  const type = mediaType(request);
  if (type === "application/json") return parseJsonBody(rawBody);
  if (textBody && type === textBody.mediaType) {
    const contentType = request.headers["content-type"] ?? "";
    return { [textBody.field]: textBody.decode?.(rawBody, contentType) ?? bodyText(rawBody) };
  }
  const other = textBody?.mediaType ?? (fileBody === undefined ? undefined : "multipart/form-data");
  const accepted = other === undefined ? "application/json" : `application/json or ${other}`;
  const sent = type === "" ? "missing" : type;
  throw new Problem(415, "media-type-unsupported", `Content-Type must be ${accepted}, but is ${sent}.`);
}

/** A repeated parameter becomes a list. */
function readQuery(search: string): Readonly<Record<string, string | readonly string[]>> {
  const parameters = new URLSearchParams(search);
  // `fromEntries` makes `__proto__` a name like any other.
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [first = "", ...more] = parameters.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}
