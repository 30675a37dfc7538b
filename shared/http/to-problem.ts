import { DiskFull, withDiskFull } from "../platform/disk-full.ts";
import { CursorInvalid, DocumentTooLarge, VersionConflict } from "../platform/documents.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import { Problem } from "./problem.ts";

/** Any error as the caller may see it. An unforeseen error becomes a 500 that reveals nothing about the server. */
export function toProblem(thrown: unknown): Problem {
  const error = withDiskFull(thrown);
  if (error instanceof Problem) return error;
  if (error instanceof RetryableError) {
    const seconds = String(Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000)));
    const detail = "A service that this request depends on is unavailable. Retry after the time in Retry-After.";
    return new Problem(503, error.code, detail, { headers: { "Retry-After": seconds }, cause: error });
  }
  if (error instanceof DiskFull) {
    const detail = "Nothing can be stored at the moment: the server's disk is full. Try again later.";
    return new Problem(503, error.code, detail, { headers: { "Retry-After": "30" }, cause: error });
  }
  if (error instanceof TerminalError)
    return new Problem(error.code.endsWith("-not-found") ? 404 : 422, error.code, error.message, { cause: error });
  if (error instanceof CursorInvalid) {
    const detail = "The cursor is invalid. Use the `next_cursor` that the previous page of this list returned.";
    return new Problem(400, error.code, detail, { cause: error });
  }
  if (error instanceof VersionConflict) {
    const detail = "The resource was changed since it was read. Read it again and repeat the change.";
    return new Problem(409, error.code, detail, { cause: error });
  }
  if (error instanceof DocumentTooLarge)
    return new Problem(413, error.code, "The request would store more than one document holds.", { cause: error });
  return new Problem(
    500,
    "internal-error",
    "The server failed to handle the request. The error was logged with this request's id.",
    { cause: error },
  );
}

/** Reason phrases of RFC 9110, section 15, and RFC 6585. */
const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** The RFC 9457 document. `code` identifies the problem, so `type` is `about:blank`. */
export function problemDocument(problem: Problem, requestId: string): object {
  return {
    ...problem.members,
    type: "about:blank",
    title: titles[problem.status] ?? "Internal Server Error",
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    request_id: requestId,
  };
}
