import type { IncomingMessage } from "node:http";

/**
 * The client's IP address, for rate limits. Google's load balancer appends the client's address and its own to
 * `X-Forwarded-For` (cloud.google.com/load-balancing/docs/https, "X-Forwarded-For header"); a proxy on this machine
 * appends the client's. Earlier entries are set by the client and not trusted.
 */
export function callerAddress(
  request: Pick<IncomingMessage, "headers" | "socket">,
  { behindLoadBalancer }: { readonly behindLoadBalancer: boolean },
): string {
  const peer = request.socket.remoteAddress ?? "unknown";
  const given = request.headers["x-forwarded-for"];
  const hops = (Array.isArray(given) ? given.join(",") : (given ?? "")).split(",").map((hop) => hop.trim());
  if (behindLoadBalancer) return hops.at(-2) || peer;
  const viaLocalProxy = /^(127\.|::1$|::ffff:127\.)/.test(peer);
  return (viaLocalProxy && hops.at(-1)) || peer;
}
