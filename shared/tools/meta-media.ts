const scheme = "meta-media:";

/** How an attachment names a file that WhatsApp's Cloud API keeps: by its id, for addresses hold five minutes only. */
export function mediaAddress(id: string): string {
  return scheme + id;
}

/** The file's id, or undefined for another kind of address. */
export function mediaIdOf(address: string): string | undefined {
  const id = address.startsWith(scheme) ? address.slice(scheme.length) : "";
  return /^\w{1,64}$/.test(id) ? id : undefined;
}
