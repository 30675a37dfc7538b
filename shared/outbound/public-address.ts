import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** IANA's special-purpose registries (RFC 6890 and its updates). A tenant's public API cannot have such an address. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  notPublic.addSubnet(network, prefix, "ipv4");

/** Global unicast is 2000::/3. The list below excludes its ranges that tunnel to IPv4 addresses or are reserved. */
const ipv6Unicast = new BlockList();
ipv6Unicast.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  notPublic.addSubnet(network, prefix, "ipv6");

export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, "ipv4");
  if (family === 6) return ipv6Unicast.check(address, "ipv6") && !notPublic.check(address, "ipv6");
  return false;
}

/**
 * Whether a URL's host is recognisably private, without DNS. `URL` has already normalised decimal, octal and
 * hexadecimal forms of an IPv4 address (WHATWG URL, host parsing).
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return !host.includes(".") || /(^|\.)(localhost|local|internal|home\.arpa)$/i.test(host);
}

export type Resolve = (hostname: string) => Promise<readonly string[]>;

const resolveWithSystem: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/**
 * Whether every address of the host is public. DNS rebinding between this check and the connection is harmless: only
 * https is used, and a private service has no certificate for that name. The TLS handshake then fails before a byte of
 * the request is sent.
 * @throws the resolver's error when the name has no address.
 */
export async function isPublicHost(hostname: string, resolve: Resolve = resolveWithSystem): Promise<boolean> {
  if (isPrivateHost(hostname)) return false;
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return true;
  const addresses = await resolve(host);
  return addresses.length > 0 && addresses.every(isPublicAddress);
}
