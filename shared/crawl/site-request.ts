import type { OutboundRequest } from "../outbound/outbound-request.ts";
import { isPublicHost, type Resolve } from "../outbound/public-address.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";

/**
 * Creates the function that reads a public web site. Only https and public addresses are called, IP literals in every
 * spelling included; redirects are returned and never followed. `allowedOrigins` names origins that are called although
 * they are neither (`CRAWL_ALLOWED_ORIGINS`): stand-ins of sites.
 * @throws TerminalError `page-not-public`; RetryableError `page-unreachable` when the host has no address. Nothing was
 * sent in either case.
 */
export function siteRequest({
  fetch,
  allowedOrigins,
  resolve,
}: {
  readonly fetch: typeof globalThis.fetch;
  readonly allowedOrigins: readonly string[];
  readonly resolve?: Resolve;
}): OutboundRequest {
  const allowed = new Set(allowedOrigins);
  return async (url, init) => {
    if (!allowed.has(url.origin)) await requirePublic(url, resolve);
    return fetch(url, { ...init, redirect: "manual" });
  };
}

async function requirePublic(url: URL, resolve: Resolve | undefined): Promise<void> {
  const isPublic =
    url.protocol === "https:" &&
    (await isPublicHost(url.hostname, resolve).catch((cause: unknown) => {
      throw new RetryableError("page-unreachable", `${url.host} has no address.`, { cause });
    }));
  if (!isPublic)
    throw new TerminalError("page-not-public", `${url.origin} is not a public https address and is not read.`);
}
