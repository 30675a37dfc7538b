import { randomBytes, verify } from "node:crypto";
import type { Answer } from "../../http.ts";
import { objectOf, parseJson } from "../../json.ts";
import { sandboxGitHub } from "../credentials.ts";
import { sandboxAppKey } from "./app-key.ts";
import { githubError, notFound } from "./errors.ts";
import { timeOf } from "./shapes.ts";

const tokenMs = 3_600_000;
/** An app's token may live ten minutes ("Generating a JSON Web Token for a GitHub App"). */
const maxJwtSeconds = 600;

/** Who may call: a personal token, or the installation of the sandbox's app. */
export function access(now: () => Date) {
  const tokens = new Map<string, number>();
  let suspended = false;
  let key: ReturnType<typeof sandboxAppKey> | undefined;

  function isApp(jwt: string): boolean {
    const [head = "", claims = "", signature = ""] = jwt.split(".");
    const { iss, iat, exp } = objectOf(parseJson(Buffer.from(claims, "base64url").toString()));
    key ??= sandboxAppKey();
    const signed = Buffer.from(`${head}.${claims}`);
    if (!verify("RSA-SHA256", signed, key.publicKey, Buffer.from(signature, "base64url"))) return false;
    // Octokit signs by the machine's clock, whatever the sandbox's says.
    const seconds = Date.now() / 1_000;
    const lasts = Number(exp) > seconds && Number(exp) - Number(iat) <= maxJwtSeconds + 60;
    return lasts && String(iss) === sandboxGitHub.appId;
  }

  return {
    /** An installation's token, for an app that proves itself. */
    issue(authorization: string, installationId: string): Answer {
      if (!isApp(authorization.replace(/^bearer /i, "")))
        return githubError(401, "A JSON web token could not be decoded");
      if (installationId !== sandboxGitHub.installationId) return notFound;
      if (suspended) return githubError(403, "This installation has been suspended");
      const token = `ghs_${randomBytes(18).toString("hex")}`;
      const expiresAt = new Date(now().getTime() + tokenMs);
      tokens.set(token, expiresAt.getTime());
      const permissions = { issues: "write", contents: "write", pull_requests: "write", metadata: "read" };
      const body = { token, expires_at: timeOf(expiresAt), permissions, repository_selection: "selected" };
      return { status: 201, body };
    },
    isKnown(authorization: string): boolean {
      const token = authorization.replace(/^(bearer|token) /i, "");
      return token === sandboxGitHub.token || (tokens.get(token) ?? 0) > now().getTime();
    },
    suspend(is: boolean): void {
      suspended = is;
    },
    /** As when somebody revokes them. */
    revoke: () => tokens.clear(),
  };
}
