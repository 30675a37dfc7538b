/** What addresses of files begin with that the Cloud API of WhatsApp keeps. */
export const metaMediaScheme = "meta-media:";

/** How an attachment names a file that WhatsApp's Cloud API keeps: by its id, for addresses hold five minutes only. */
export function mediaAddress(id: string): string {
  return metaMediaScheme + id;
}

/** The file's id, or undefined for another kind of address. */
export function mediaIdOf(address: string): string | undefined {
  const id = address.startsWith(metaMediaScheme) ? address.slice(metaMediaScheme.length) : "";
  return /^\w{1,64}$/.test(id) ? id : undefined;
}
