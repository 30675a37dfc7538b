import { wasNeverSent } from "../../outbound/outbound-request.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { memberOf } from "../../schema/records.ts";
import { foreignText } from "./foreign-text.ts";
import { AnswerTooLarge } from "./guarded-fetch.ts";

const maxCharacters = 500;

/** What went wrong before a tool was called. Nothing was done. */
export function connectionFailure(entry: string, error: unknown): Error {
  if (error instanceof TerminalError || error instanceof RetryableError) return error;
  if (isRefusedAuthorisation(error))
    return new TerminalError("authorisation-refused", `${entry}: the MCP server refuses the credentials.`, {
      cause: error,
    });
  return new RetryableError("endpoint-unreachable", `${entry}: the MCP server did not answer as one.`, {
    cause: error,
  });
}

/**
 * A refusal of the server in words for the model.
 * @throws the error that says whether something may have been done.
 */
export function callFailure(
  entry: string,
  error: unknown,
  { isCalled, sideEffects }: { readonly isCalled: boolean; readonly sideEffects: boolean },
): string {
  if (!isCalled || error instanceof TerminalError || error instanceof RetryableError)
    throw connectionFailure(entry, error);
  const refusal = refusalIn(error);
  if (refusal !== undefined) return refusal;
  if (isRefusedAuthorisation(error)) throw connectionFailure(entry, error);
  if (sideEffects && !wasNeverSent(error))
    throw new Error(`${entry}: the MCP server gave no answer that can be read, so the outcome is unknown.`, {
      cause: error,
    });
  if (error instanceof AnswerTooLarge) return "The server's answer is too long and was not read. Ask for less.";
  throw connectionFailure(entry, error);
}

/** A JSON-RPC error, or a status that says that nothing was done. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = memberOf(error, "code");
  // The codes of JSON-RPC are negative. Those of a DOMException, such as a passed deadline, are not.
  if (typeof code === "number" && code < 0)
    return `The server refused the call: ${foreignText(error.message, maxCharacters)}`;
  const status = statusOf(error);
  const isRefused = status !== undefined && status >= 400 && status < 500 && status !== 401 && status !== 403;
  return isRefused ? `The server answered ${status}.` : undefined;
}

const refusedAuthorisation: ReadonlySet<string> = new Set([
  "AuthorizationServerMismatchError",
  "InsecureTokenEndpointError",
  "InsufficientScopeError",
  "IssuerMismatchError",
  "OAuthError",
  "OAuthClientFlowError",
  "UnauthorizedError",
]);

/** The SDK is loaded lazily, so its errors are told by their names. */
function isRefusedAuthorisation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  return status === 401 || status === 403 || refusedAuthorisation.has(error.name);
}

function statusOf(error: Error): number | undefined {
  const status = memberOf(error, "status") ?? memberOf(memberOf(error, "data"), "status");
  return typeof status === "number" ? status : undefined;
}
