import type { Answer } from "../../http.ts";
import type { JsonObject } from "../../json.ts";

const docs = "https://docs.github.com/rest";

/** GitHub's error body (docs, "Troubleshooting the REST API"). */
export function githubError(status: number, message: string, more: JsonObject = {}): Answer {
  return { status, body: { message, ...more, documentation_url: docs, status: String(status) } };
}

export const notFound = githubError(404, "Not Found");

/** A deleted issue stays gone ("Issues: get an issue"). */
export const goneIssue = githubError(410, "This issue was deleted");

export function validationFailed(resource: string, field: string, code: string, message?: string): Answer {
  const errors = [{ resource, field, code, ...(message === undefined ? {} : { message }) }];
  return githubError(422, "Validation Failed", { errors });
}

/** The limit of calls that create content (docs, "Rate limits for the REST API"). */
export function secondaryLimit(status: 403 | 429, retryAfterSeconds: number): Answer {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  return {
    ...githubError(status, message),
    headers: { "retry-after": String(retryAfterSeconds), "x-ratelimit-remaining": "4990" },
  };
}

/** The hourly limit. GitHub tells when it ends, and sends no Retry-After. */
export function primaryLimit(resetsAt: Date): Answer {
  return {
    ...githubError(403, "API rate limit exceeded for installation ID 7654321."),
    headers: {
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(Math.ceil(resetsAt.getTime() / 1_000)),
    },
  };
}
