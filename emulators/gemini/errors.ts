import type { Answer } from "../http.ts";

const statusNames: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/**
 * Google's error document (google.rpc.Status as JSON). `retryAfter` is in seconds, sent as a header and as RetryInfo.
 */
export function googleError(code: number, message: string, retryAfter?: number): Answer {
  const error = { code, message, status: statusNames[code] ?? "UNKNOWN" };
  if (retryAfter === undefined) return { status: code, body: { error } };
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryAfter}s` }];
  return { status: code, body: { error: { ...error, details } }, headers: { "retry-after": String(retryAfter) } };
}
