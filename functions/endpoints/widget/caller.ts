import type { IncomingMessage } from "node:http";

/**
 * The address a request came from, for counting. Google's load balancer appends the caller's and its own to
 * `X-Forwarded-For` (cloud.google.com/load-balancing/docs/https, "X-Forwarded-For header"); a proxy on this machine
 * appends the caller's. What stands before was the caller's to write.
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
