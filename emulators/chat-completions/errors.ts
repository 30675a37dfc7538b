import type { Answer } from "../http.ts";

export interface ChatErrorDetails {
  readonly code?: string | null | undefined;
  readonly param?: string | null | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

const types: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
};

/** OpenAI's error document (platform.openai.com/docs/guides/error-codes). */
export function chatError(status: number, message: string, details: ChatErrorDetails = {}): Answer {
  const { code = null, param = null, retryAfter } = details;
  const type = types[status] ?? (status >= 500 ? "server_error" : "invalid_request_error");
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return { status, body: { error: { message, type, param, code } }, headers };
}
