/** The prefix of addresses of files that WhatsApp's Cloud API stores. */
export const metaMediaScheme = "meta-media:";

/**
 * An attachment's address of a file in WhatsApp's Cloud API. It holds the id, because URLs expire after five minutes.
 */
export function mediaAddress(id: string): string {
  return metaMediaScheme + id;
}

/** The file's id, or undefined for another kind of address. */
export function mediaIdOf(address: string): string | undefined {
  const id = address.startsWith(metaMediaScheme) ? address.slice(metaMediaScheme.length) : "";
  return /^\w{1,64}$/.test(id) ? id : undefined;
}
