import type { Answer } from "../../http.ts";

interface PlacesError {
  readonly status: number;
  /** The gRPC status (google.rpc.Code). */
  readonly code: string;
  readonly message: string;
  readonly details?: readonly unknown[];
}

/** Google's error document (cloud.google.com/apis/design/errors). */
export function placesError({ status, code, message, details }: PlacesError): Answer {
  const error = { code: status, message, status: code, ...(details === undefined ? {} : { details }) };
  return { status, body: { error } };
}

export const invalidArgument = (message: string, description?: string): Answer =>
  placesError({
    status: 400,
    code: "INVALID_ARGUMENT",
    message,
    ...(description === undefined
      ? {}
      : { details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ description }] }] }),
  });

function errorInfo(reason: string): readonly unknown[] {
  const metadata = { service: "places.googleapis.com" };
  return [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason, domain: "googleapis.com", metadata }];
}

export function keyMissing(): Answer {
  const message =
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other " +
    "form of API consumer identity to call this API.";
  return placesError({ status: 403, code: "PERMISSION_DENIED", message });
}

export function keyInvalid(): Answer {
  const message = "API key not valid. Please pass a valid API key.";
  return placesError({ status: 400, code: "INVALID_ARGUMENT", message, details: errorInfo("API_KEY_INVALID") });
}

/** The text that callers without a mask get (googleapis/google-cloud-java#11017). */
export function maskMissing(): Answer {
  return invalidArgument(
    "FieldMask is a required parameter. See https://cloud.google.com/apis/docs/system-parameters on how to provide it. " +
      "As an example, you can set the header 'X-Goog-FieldMask' to value 'displayName', 'id' to ask for the display " +
      "name and the place id of a place. You can also set the value to '*' in manual testing to get all available " +
      "response fields.",
  );
}

export function maskUnknown(path: string): Answer {
  return invalidArgument(
    "Request contains an invalid argument.",
    `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`,
  );
}

export function placeUnknown(): Answer {
  const message =
    "The Place ID is no longer valid. Please refresh cached Place IDs per " +
    "https://developers.google.com/maps/documentation/places/web-service/place-id#save-id";
  return placesError({ status: 404, code: "NOT_FOUND", message });
}

const general: Readonly<Record<number, PlacesError>> = {
  400: { status: 400, code: "INVALID_ARGUMENT", message: "Request contains an invalid argument." },
  403: {
    status: 403,
    code: "PERMISSION_DENIED",
    message: "Places API (New) has not been used in project 1 before or it is disabled.",
    details: errorInfo("SERVICE_DISABLED"),
  },
  429: {
    status: 429,
    code: "RESOURCE_EXHAUSTED",
    message:
      "Quota exceeded for quota metric 'SearchTextRequest' and limit 'SearchTextRequest per minute' of service " +
      "'places.googleapis.com' for consumer 'project_number:1'.",
    details: errorInfo("RATE_LIMIT_EXCEEDED"),
  },
  503: { status: 503, code: "UNAVAILABLE", message: "The service is currently unavailable." },
};

/** Google's error body for a status without a cause in the request. */
export function placesFailure(status: number): unknown {
  const error = general[status] ?? { status, code: "INTERNAL", message: "Internal error encountered." };
  return placesError({ ...error, status }).body;
}
