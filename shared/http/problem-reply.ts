import type { ServerResponse } from "node:http";
import { VersionConflict } from "../platform/documents.ts";
import { RetryableError, TerminalError } from "../runtime/errors.ts";
import { Problem } from "./problem.ts";

/** Any error as the caller may see it. What we did not foresee becomes a 500 that tells nothing of our insides. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RetryableError) {
    const seconds = String(Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000)));
    const detail = "Something we depend on does not answer. Try again after the time in Retry-After.";
    return new Problem(503, error.code, detail, { headers: { "Retry-After": seconds }, cause: error });
  }
  if (error instanceof TerminalError)
    return new Problem(error.code.endsWith("-not-found") ? 404 : 422, error.code, error.message, { cause: error });
  if (error instanceof VersionConflict) {
    const detail = "Someone else changed it in between. Read it again and repeat the change.";
    return new Problem(409, error.code, detail, { cause: error });
  }
  return new Problem(500, "internal-error", "This is our fault and has been recorded.", { cause: error });
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Who is calling?",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Body too large",
  415: "Unsupported media type",
  422: "Does not fit",
  429: "Too many requests",
  503: "Try again later",
};

/** The RFC 9457 document. Problem types are told apart by `code`, so `type` is `about:blank`. */
export function problemDocument(problem: Problem, requestId: string): object {
  return {
    type: "about:blank",
    title: titles[problem.status] ?? "Internal error",
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    request_id: requestId,
  };
}

export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): void {
  const body = Buffer.from(JSON.stringify(problemDocument(problem, requestId)));
  response.writeHead(problem.status, {
    ...headers,
    ...problem.headers,
    "Content-Type": "application/problem+json",
    "Content-Length": String(body.length),
  });
  response.end(body);
}
