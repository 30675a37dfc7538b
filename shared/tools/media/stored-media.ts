const scheme = "stored-media:";
const folder = "inbound/";

/** The blob name of a file from a customer's message. It is the hash of the bytes, so that it cannot be guessed. */
export function storedMediaName(sha256: string): string {
  return folder + sha256;
}

/**
 * An attachment's address of a file in the tenant's blobs. Everyone who may read the conversation may read the file.
 */
export function storedMediaAddress(name: string): string {
  return scheme + name;
}

/** The blob's name, or undefined for another kind of address. */
export function storedMediaNameOf(address: string): string | undefined {
  const name = address.startsWith(scheme) ? address.slice(scheme.length) : "";
  return /^inbound\/[0-9a-f]{64}$/.test(name) ? name : undefined;
}

/** The blob names of the files in customers' messages. */
export function storedFilesOf(
  messages: readonly { readonly attachments: readonly { readonly url: string }[] }[],
): readonly string[] {
  return messages.flatMap(({ attachments }) => attachments).flatMap(({ url }) => storedMediaNameOf(url) ?? []);
}
