import { Problem } from "../../http/problem.ts";

const realm = 'Bearer realm="agent-platform"';

/** 401 with the challenge that RFC 6750 section 3 requires. `detail` must not contain any part of the credential. */
export function unauthorized(code: string, detail: string, cause?: unknown): Problem {
  const challenge =
    code === "identity-missing" ? realm : `${realm}, error="invalid_token", error_description="${detail}"`;
  return new Problem(401, code, detail, { headers: { "WWW-Authenticate": challenge }, cause });
}
