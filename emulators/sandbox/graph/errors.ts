import type { Answer } from "../../http.ts";
import { graphError, metaFailure } from "../meta/errors.ts";

/** Messages of the limits (developers.facebook.com/docs/graph-api/overview/rate-limiting, "Error codes"). */
const limits: Readonly<Record<number, string>> = {
  4: "(#4) Application request limit reached",
  17: "(#17) User request limit reached",
  32: "(#32) Page request limit reached",
  613: "(#613) Calls to this api have exceeded the rate limit.",
};

/** A refusal by one of Graph's limits, which has HTTP status 403 for applications and 400 for the others. */
export function limitReached(code: number): Answer {
  return graphError({ status: code === 4 ? 403 : 400, code, message: limits[code] ?? `(#${code}) Limit reached` });
}

export function accountUnknown(username: string): Answer {
  const answer = graphError({ code: 110, subcode: 2207013, message: "Invalid user id" });
  const { error } = answer.body as { readonly error: object };
  const error_user_title = "Cannot find User";
  const error_user_msg = `The user with username: ${username} cannot be found.`;
  return { ...answer, body: { error: { ...error, is_transient: false, error_user_title, error_user_msg } } };
}

export const fieldUnknown = (field: string, type: string): Answer =>
  graphError({ code: 100, message: `(#100) Tried accessing nonexisting field (${field}) on node type (${type})` });

export const fieldsInvalid = (text: string): Answer =>
  graphError({ code: 2500, message: `Syntax error "Expected end of string instead of "${text.slice(0, 20)}"."` });

/** Graph's error body for a status without a cause in the request. */
export function graphFailure(status: number): unknown {
  return status === 429 ? limitReached(4).body : metaFailure(status);
}
