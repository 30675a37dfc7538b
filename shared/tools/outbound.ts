import { RetryableError, TerminalError } from "../runtime/errors.ts";
import { isPublicHost, type Resolve } from "./public-address.ts";
import type { ToolDependencies } from "./tool.ts";

export type OutboundRequest = (url: URL, init: RequestInit & { readonly headers: Headers }) => Promise<Response>;

/**
 * Calls a tenant's own server: https, at public addresses only, redirects handed back and not followed. With
 * the operator's `tenantApiBaseUrl` every call goes there instead, the host it was meant for in
 * `X-Forwarded-Host`.
 * @throws TerminalError `endpoint-refused` where the address is not public; RetryableError
 * `endpoint-unreachable` where there is none. Nothing was sent in either case.
 */
export function openOutbound(
  dependencies: Pick<ToolDependencies, "fetch" | "tenantApiBaseUrl">,
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
      throw new TerminalError("endpoint-refused", `${url.host} is not a public https address, so it is not called.`);
    return dependencies.fetch(url, { ...init, redirect: "manual" });
  };
}

const notConnected = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether a failed `fetch` certainly sent nothing (undici puts the socket's error in `cause`). */
export function wasNeverSent(error: unknown): boolean {
  const code = memberOf(memberOf(error, "cause"), "code");
  return typeof code === "string" && notConnected.has(code);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
