import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";

/** What a failed call to GitHub says. Read tolerantly: a broken connection has no status. */
interface FailedCall {
  readonly status: number | null;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A secondary limit without a Retry-After ends after a minute ("Rate limits for the REST API"). */
const usualWaitMs = 60_000;

function readFailure(error: unknown): FailedCall | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, response } = error as { status?: unknown; response?: { headers?: Record<string, unknown> } };
  return {
    // octokit tells 500 for a connection that broke, without a response.
    status: typeof status === "number" && response !== undefined ? status : null,
    message: error.message.slice(0, 300),
    headers: response?.headers ?? {},
  };
}

/** Limits and outages are retried, at the time that GitHub gives. What only a person can mend is final, and says how. */
export function gitHubFailure(error: unknown, about: string, now: Date): Error {
  if (error instanceof RetryableError || error instanceof TerminalError) return error;
  const failed = readFailure(error);
  if (failed === undefined || failed.status === null || failed.status >= 500)
    return new RetryableError("github-unavailable", `GitHub does not answer: ${failed?.message ?? String(error)}`, {
      cause: error,
    });
  const { status, message } = failed;
  const limitMs = limitOf(failed, now);
  if (limitMs !== undefined)
    return new RetryableError("github-limited", `GitHub limits calls: ${message}`, {
      cause: error,
      retryAfterMs: limitMs,
    });
  return new TerminalError(codeOf(status), `${remedyOf(status, message, about)} GitHub says ${status}: ${message}`, {
    cause: error,
  });
}

/** Both limits are told by 403 or 429. Other refusals are 403 too. */
function limitOf({ status, message, headers }: FailedCall, now: Date): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const retryAfter = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(retryAfter)) return retryAfter * 1_000;
  const resetsAt = Number(headers["x-ratelimit-reset"]) * 1_000;
  if (headers["x-ratelimit-remaining"] === "0" && Number.isFinite(resetsAt))
    return Math.max(resetsAt - now.getTime(), 1_000);
  return status === 429 || /rate limit/i.test(message) ? usualWaitMs : undefined;
}

function codeOf(status: number): string {
  if (status === 401) return "github-unauthorized";
  return status === 403 || status === 404 ? "github-forbidden" : "github-refused";
}

function remedyOf(status: number, message: string, about: string): string {
  if (status === 401)
    return "GITHUB_APP_PRIVATE_KEY is not a key of the app GITHUB_APP_ID: generate one in the app's settings and set it.";
  if (/suspended/i.test(message))
    return "The app's installation is suspended: an owner of the organisation resumes it.";
  if (status === 403 || status === 404)
    return `The app cannot reach ${about}: install it there, with Issues, Contents and Pull requests as Read and write, and compare GITHUB_INSTALLATION_ID.`;
  return `GitHub refuses ${about}.`;
}
