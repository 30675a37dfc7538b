import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import { memberOf } from "../schema/records.ts";
import { isPublicHost, type Resolve } from "./public-address.ts";

export type OutboundRequest = (url: URL, init: RequestInit & { readonly headers: Headers }) => Promise<Response>;

/**
 * Creates the function that calls a tenant's server. It uses https and public addresses only, and returns redirects
 * instead of following them. With the operator's `tenantApiBaseUrl` every call goes to that address; the original host
 * is then in `X-Forwarded-Host`.
 * @throws TerminalError `endpoint-refused` when the address is not public; RetryableError `endpoint-unreachable` when
 * the host has no address. Nothing was sent in either case.
 */
export function createOutboundRequest(
  dependencies: {
    readonly fetch: typeof fetch;
    /** The one address that stands for every tenant's server, where the operator has set it. */
    readonly tenantApiBaseUrl?: string | undefined;
  },
  resolve?: Resolve,
): OutboundRequest {
  const { tenantApiBaseUrl } = dependencies;
  const isPublic = (url: URL) =>
    isPublicHost(url.hostname, resolve).catch((cause: unknown) => {
      throw new RetryableError("endpoint-unreachable", `${url.host} has no address.`, { cause });
    });
  return async (url, init) => {
    if (tenantApiBaseUrl !== undefined) {
      init.headers.set("x-forwarded-host", url.host);
      const target = `${tenantApiBaseUrl.replace(/\/$/, "")}${url.pathname}${url.search}`;
      return dependencies.fetch(target, { ...init, redirect: "manual" });
    }
    if (url.protocol !== "https:" || !(await isPublic(url)))
      throw new TerminalError("endpoint-refused", `${url.host} is not a public https address and is not called.`);
    return dependencies.fetch(url, { ...init, redirect: "manual" });
  };
}

const notConnected = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether a failed `fetch` sent nothing for certain. undici puts the socket's error in `cause`. */
export function wasNeverSent(error: unknown): boolean {
  const code = memberOf(memberOf(error, "cause"), "code");
  return typeof code === "string" && notConnected.has(code);
}
