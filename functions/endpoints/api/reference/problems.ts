import { z } from "zod";
import type { Route } from "../../../../shared/http/route.ts";
import { type HeaderName, headersOf } from "./headers.ts";

const ProblemReply = z
  .object({
    type: z.literal("about:blank").describe("Always `about:blank`: `code` says what the problem is."),
    title: z.string().describe("The status in words.").meta({ example: "Not Found" }),
    status: z.number().int().describe("The HTTP status.").meta({ example: 404 }),
    code: z.string().describe("A stable code for programs, in kebab-case.").meta({ example: "conversation-not-found" }),
    detail: z.string().describe("What is wrong and what to do."),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .describe("JSON pointer to the field, or `/name` of the parameter.")
            .meta({ example: "/message" }),
          detail: z.string().describe("What is wrong with it.").meta({ example: "must not be empty" }),
        }),
      )
      .optional(),
    held_by: z.string().optional().describe("With `conversation-held`: the id of the operator who has it."),
    request_id: z.string(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem document." });

interface Documented {
  readonly codes: readonly string[];
  readonly description: string;
  readonly headers?: readonly HeaderName[];
}

/** The answers that mean the same for every operation, by status. */
const common: Readonly<Record<number, Documented>> = {
  401: {
    description: "Unauthorized: the identity is missing or invalid",
    codes: ["identity-missing", "identity-ambiguous", "token-invalid", "token-expired", "api-key-invalid"],
    headers: ["WWW-Authenticate"],
  },
  403: { description: "Forbidden: the caller's roles do not allow the operation", codes: ["permission-missing"] },
  405: {
    description: "Method not allowed: this path has other methods",
    codes: ["method-not-allowed"],
    headers: ["Allow"],
  },
  413: { description: "Content too large: the body is over 1 MiB", codes: ["body-too-large"] },
  415: {
    description: "Unsupported media type",
    codes: ["media-type-unsupported", "content-encoding-unsupported"],
  },
  429: {
    description: "Too many requests: wait for Retry-After seconds",
    codes: ["rate-limited"],
    headers: ["Retry-After", "RateLimit", "RateLimit-Policy"],
  },
  500: { description: "Internal server error: it was logged with the request's id", codes: ["internal-error"] },
  503: {
    description: "Service unavailable: retry after Retry-After seconds",
    codes: ["contended", "disk-full"],
    headers: ["Retry-After"],
  },
};

const names: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  405: "MethodNotAllowed",
  413: "ContentTooLarge",
  415: "UnsupportedMediaType",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
};

/** Node's HTTP server answers this itself, before the product sees the request. */
const headersTooLarge = {
  description: "Request header fields too large: the URL and the headers are over 16 KiB. The answer has no body.",
};

/** The components that operations refer to. */
export const commonResponses = {
  ...Object.fromEntries(Object.entries(common).map(([status, each]) => [names[Number(status)], problemResponse(each)])),
  RequestHeaderFieldsTooLarge: headersTooLarge,
};

/** Every status other than success that the operation can answer with. */
export function problemResponses(route: Route, takesCursor: boolean) {
  const own = ownProblems(route, takesCursor);
  const hasBody = route.body !== undefined;
  const shared = Object.keys(common)
    .map(Number)
    .filter((status) => own[status] === undefined && (hasBody || (status !== 413 && status !== 415)));
  return Object.fromEntries([
    [431, { $ref: "#/components/responses/RequestHeaderFieldsTooLarge" }],
    ...shared.map((status) => [status, { $ref: `#/components/responses/${names[status]}` }]),
    ...Object.entries(own).map(([status, each]) => [status, problemResponse(each)]),
  ]);
}

/** The answers whose codes depend on the operation, by status. */
function ownProblems(route: Route, takesCursor: boolean): Readonly<Record<number, Documented>> {
  const keyed = route.method === "POST" || route.method === "PUT" || route.method === "PATCH";
  const hasBody = route.body !== undefined;
  const own = (status: number) => route.problems?.[status] ?? [];
  const badRequest = [
    "parameter-invalid",
    ...(takesCursor ? ["cursor-invalid"] : []),
    ...(keyed ? ["idempotency-key-invalid"] : []),
    ...(hasBody ? bodyProblems : []),
  ];
  const conflicts = keyed ? ["idempotency-in-progress", "version-conflict"] : [];
  const unprocessable = [...(hasBody ? ["body-invalid"] : []), ...(keyed && hasBody ? ["idempotency-key-reused"] : [])];
  const documented: Record<number, Documented> = {
    400: {
      description: "Bad request: a parameter is invalid or unknown, or the body cannot be read",
      codes: [...badRequest, ...own(400)],
    },
    404: { description: "Not found, or owned by another tenant", codes: own(404) },
    409: {
      description: "Conflict: the state of the resource does not allow it, or a request with this key is running",
      codes: [...conflicts, ...own(409)],
    },
    422: {
      description: "Unprocessable content: the values are invalid, or the key was used with another body",
      codes: [...unprocessable, ...own(422)],
    },
  };
  for (const [status, each] of Object.entries(common)) {
    const more = own(Number(status));
    if (more.length > 0) documented[Number(status)] = { ...each, codes: [...each.codes, ...more] };
  }
  return Object.fromEntries(Object.entries(documented).filter(([, { codes }]) => codes.length > 0));
}

const bodyProblems = ["body-missing", "body-not-json", "body-not-utf8", "body-too-deep", "body-too-many-values"];

function problemResponse({ description, codes, headers = [] }: Documented) {
  const listed = [...new Set(codes)].map((code) => `\`${code}\``).join(", ");
  return {
    description: `${description}. Codes: ${listed}.`,
    headers: headersOf("X-Request-Id", ...headers),
    content: { "application/problem+json": { schema: ProblemReply } },
  };
}
