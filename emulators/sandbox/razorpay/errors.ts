import type { Answer } from "../../http.ts";

/** Razorpay's error document (Razorpay docs, "API: errors"). */
export function badRequest(description: string, field?: string): Answer {
  return razorpayError(400, "BAD_REQUEST_ERROR", description, field);
}

export function razorpayError(status: number, code: string, description: string, field?: string): Answer {
  const of =
    field === undefined ? none : { source: "business", step: "payment_initiation", reason: "input_validation_failed" };
  return {
    status,
    body: { error: { code, description, ...of, metadata: {}, ...(field === undefined ? {} : { field }) } },
  };
}

const none = { source: "NA", step: "NA", reason: "NA" };

export const unknownId = (): Answer => badRequest("The id provided does not exist");

export const unauthenticated = (): Answer => razorpayError(401, "BAD_REQUEST_ERROR", "Authentication failed");

export const unknownAddress = (): Answer =>
  razorpayError(404, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.");

const general: Readonly<Record<number, readonly [code: string, description: string]>> = {
  400: ["BAD_REQUEST_ERROR", "The request was invalid"],
  401: ["BAD_REQUEST_ERROR", "Authentication failed"],
  404: ["BAD_REQUEST_ERROR", "The requested URL was not found on the server."],
  429: ["BAD_REQUEST_ERROR", "Too many requests"],
  502: ["GATEWAY_ERROR", "Payment failed due to an error at the bank or the wallet gateway"],
};

/** Razorpay's error body for a status without a cause in the request. */
export function razorpayFailure(status: number): unknown {
  const [code, description] = general[status] ?? [
    "SERVER_ERROR",
    "We are facing some trouble completing your request at the moment. Please try again shortly.",
  ];
  return razorpayError(status, code, description).body;
}
