import type { IncomingMessage } from "node:http";

/**
 * Whether a page of this product, or a person, made the request on this machine. False for a request
 * - from another machine, or forwarded by a proxy or tunnel (`Forwarded`, `X-Forwarded-For`);
 * - to a host name other than this machine's own, which DNS can also resolve to it (DNS rebinding);
 * - that another site's page sent (`Origin`, and Fetch Metadata, w3.org/TR/fetch-metadata).
 */
export function fromThisMachine(request: Pick<IncomingMessage, "headers" | "socket">): boolean {
  const { host, origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (!isLoopbackAddress(request.socket.remoteAddress)) return false;
  if (request.headers.forwarded !== undefined || request.headers["x-forwarded-for"] !== undefined) return false;
  if (host === undefined || !isLoopbackHost(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === "same-origin" || site === "none";
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);
}

function isLoopbackHost(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i.test(host);
}
