import type { Answer } from "../../http.ts";

export function zendeskError(status: number, error: string, description?: string): Answer {
  return { status, body: { error, ...(description === undefined ? {} : { description }) } };
}

export const zendeskNotFound = (): Answer => zendeskError(404, "RecordNotFound", "Not found");

/** The error of an invalid field (Zendesk docs, "API: requests, response format, errors"). */
export function invalid(field: string, description: string, error = "InvalidValue"): Answer {
  const details = { [field]: [{ description, error }] };
  return { status: 422, body: { error: "RecordInvalid", description: "Record validation errors", details } };
}

const general: Readonly<Record<number, readonly [error: string, description?: string]>> = {
  400: ["BadRequest", "The request is malformed"],
  401: ["Couldn't authenticate you"],
  403: ["Forbidden", "You do not have access to this page. Please contact the account owner of this help desk."],
  404: ["RecordNotFound", "Not found"],
  409: ["DatabaseConflict", "Database collision"],
  422: ["RecordInvalid", "Record validation errors"],
  429: ["APIRateLimitExceeded", "Number of allowed API requests per minute exceeded"],
  503: ["ServiceUnavailable", "The service is unavailable. Try again later."],
};

/** Zendesk's error body for a status without a cause in the request. */
export function zendeskFailure(status: number): unknown {
  const [error, description] = general[status] ?? ["InternalError", "Something went wrong"];
  return zendeskError(status, error, description).body;
}
