const scheme = "stored-media:";
const folder = "inbound/";

/** The name under which a file that came with a customer's message is kept: its own bytes', so that nobody guesses it. */
export function storedMediaName(sha256: string): string {
  return folder + sha256;
}

/** How an attachment names it. It is read from the tenant's own blobs, by whoever may see the conversation. */
export function storedMediaAddress(name: string): string {
  return scheme + name;
}

/** The blob's name, or undefined for another kind of address. */
export function storedMediaNameOf(address: string): string | undefined {
  const name = address.startsWith(scheme) ? address.slice(scheme.length) : "";
  return /^inbound\/[0-9a-f]{64}$/.test(name) ? name : undefined;
}
