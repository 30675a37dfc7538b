import type { Answer } from "../../http.ts";

/** Google's error of a REST call (Calendar API, "Handle API errors"). */
export function googleError(code: number, reason: string, message: string): Answer {
  return { status: code, body: { error: { errors: [{ domain: "global", reason, message }], code, message } } };
}

/** The error of the token endpoint (RFC 6749, section 5.2). */
export function tokenError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

const general: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  401: ["authError", "Invalid Credentials"],
  403: ["rateLimitExceeded", "Rate Limit Exceeded"],
  404: ["notFound", "Not Found"],
  429: ["rateLimitExceeded", "Rate Limit Exceeded"],
  503: ["backendError", "Backend Error"],
};

export function googleFailure(status: number): unknown {
  const [reason, message] = general[status] ?? ["backendError", "Backend Error"];
  return googleError(status, reason, message).body;
}
