/** An answer of LiveKit's API: a Twirp error (twitchtv.github.io/twirp/docs/errors.html). */
export interface TwirpError {
  readonly httpStatus: number;
  readonly code: string;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

const httpStatuses = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  deadline_exceeded: 408,
  aborted: 409,
  failed_precondition: 412,
  resource_exhausted: 429,
} as const;

type TwirpCode = keyof typeof httpStatuses;

/** The codes of the telephone's refusals that tests meet, from `sipCodeToGRPCCode` in livekit/protocol's livekit/sip.go. */
const codesOfStatuses: Readonly<Record<number, TwirpCode>> = {
  403: "permission_denied",
  404: "not_found",
  408: "deadline_exceeded",
  480: "resource_exhausted",
  486: "resource_exhausted",
  487: "aborted",
  600: "resource_exhausted",
  603: "permission_denied",
};

export function twirpError(code: TwirpCode, message: string, metadata?: TwirpError["metadata"]): TwirpError {
  return { httpStatus: httpStatuses[code], code, message, ...(metadata === undefined ? {} : { metadata }) };
}

/** A SIP status as livekit-sip reports it, with the metadata that becomes `SipCallError`. */
export function sipError(status: number, reason: string): TwirpError {
  const code = codesOfStatuses[status] ?? (status >= 500 && status < 600 ? "failed_precondition" : "invalid_argument");
  return twirpError(code, `sip status ${status}: ${reason}`, { sip_status_code: String(status), sip_status: reason });
}
