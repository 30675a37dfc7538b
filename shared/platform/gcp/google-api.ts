import { lazy } from "./lazy.ts";

/** A call of a Google JSON API with this process's identity. */
export type GoogleApi = (call: {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body?: unknown;
}) => Promise<{ readonly status: number; readonly body: unknown }>;

const timeoutMs = 10_000;

/**
 * Application default credentials and `fetch`. Cloud KMS and Secret Manager need no more, and importing their clients
 * takes a third of a second each. A status over 400 is returned, not thrown. Server errors and exhausted quotas are
 * retried twice.
 */
export function googleApi(): GoogleApi {
  const auth = lazy(async () => {
    const { GoogleAuth } = await import("google-auth-library");
    return new GoogleAuth({ scopes: "https://www.googleapis.com/auth/cloud-platform" });
  });
  return async ({ method, url, body }) => {
    const headers = await (await auth()).getRequestHeaders(url);
    headers.set("content-type", "application/json");
    for (let attempt = 1; ; attempt += 1) {
      const init = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
      const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      const answer: unknown = await response.json().catch(() => undefined);
      if (attempt === 3 || (response.status < 500 && response.status !== 429))
        return { status: response.status, body: answer };
      await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** attempt));
    }
  };
}
