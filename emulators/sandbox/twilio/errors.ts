import type { Answer } from "../../http.ts";

/** Twilio's error document (Twilio docs, "Error and Warning Dictionary"). */
export function twilioError(status: number, code: number, message: string): Answer {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

export function twilioNotFound(path: string): Answer {
  return twilioError(404, 20404, `The requested resource ${path} was not found`);
}

const general: Readonly<Record<number, readonly [code: number, message: string]>> = {
  401: [20003, "Authenticate"],
  404: [20404, "The requested resource was not found"],
  429: [20429, "Too Many Requests"],
  503: [20503, "Service Unavailable"],
};

/** Twilio's error body for a status without a cause in the request. */
export function twilioFailure(status: number): unknown {
  const [code, message] = general[status] ?? [20500, "An internal server error has occurred"];
  return twilioError(status, code, message).body;
}
