import { randomBytes } from "node:crypto";
import type { Answer } from "../../http.ts";

interface GraphError {
  readonly status?: number;
  readonly type?: string;
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  /** WhatsApp's explanation, in `error_data`. */
  readonly details?: string;
}

/** The Graph API's error document. WhatsApp's version has `error_data` (Meta docs, "Cloud API error codes"). */
export function graphError(error: GraphError): Answer {
  const { status = 400, type = "OAuthException", code, subcode, message, details } = error;
  return {
    status,
    body: {
      error: {
        message,
        type,
        code,
        ...(details === undefined ? {} : { error_data: { messaging_product: "whatsapp", details } }),
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        fbtrace_id: `A${randomBytes(16).toString("base64url")}`,
      },
    },
  };
}

export const invalidParameter = (message: string): Answer => graphError({ code: 100, message: `(#100) ${message}` });

export const invalidValue = (details: string): Answer =>
  graphError({ code: 131009, message: "(#131009) Parameter value is not valid", details });

export const missingParameter = (details: string): Answer =>
  graphError({ code: 131008, message: "(#131008) Required parameter is missing", details });

/** Graph's answer for an unknown id, and for an id that the token may not see. */
export function unknownObject(method: string, id: string): Answer {
  return graphError({
    type: "GraphMethodException",
    code: 100,
    subcode: 33,
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      "missing permissions, or does not support this operation. Please read the Graph API documentation at " +
      "https://developers.facebook.com/docs/graph-api",
  });
}

const general: Readonly<Record<number, GraphError>> = {
  400: { code: 100, message: "(#100) Invalid parameter", details: "The parameter is invalid." },
  401: { code: 190, message: "Invalid OAuth access token - Cannot parse access token" },
  403: { code: 10, message: "(#10) Application does not have permission for this action" },
  404: { code: 803, message: "(#803) Some of the aliases you requested do not exist" },
  429: {
    code: 130429,
    message: "(#130429) Rate limit hit",
    details: "Message failed to send because there were too many messages sent from this phone number.",
  },
  503: { code: 2, message: "Service temporarily unavailable" },
};

/** Meta's error body for a status without a cause in the request. */
export function metaFailure(status: number): unknown {
  const error = general[status] ?? { code: 131000, message: "(#131000) Something went wrong" };
  return graphError({ status, ...error }).body;
}

/** The errors in the status webhook of an accepted message that failed later. */
const asynchronous: Readonly<Record<number, readonly [title: string, details: string]>> = {
  131026: ["Message undeliverable", "Message Undeliverable."],
  131047: [
    "Re-engagement message",
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
  ],
  131049: [
    "This message was not delivered to maintain healthy ecosystem engagement.",
    "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
  ],
  131052: ["Media download error", "Media download failed: the address did not answer with the file."],
  131053: ["Media upload error", "Media upload failed: the file is not of a type or size that WhatsApp takes."],
};

export function webhookError(code: number): unknown {
  const [title, details] = asynchronous[code] ?? ["Something went wrong", "Message failed to send."];
  const href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";
  return { code, title, message: title, error_data: { details }, href };
}
