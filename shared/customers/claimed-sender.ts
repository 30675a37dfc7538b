/**
 * Somebody who writes from an address that nothing proves to be theirs: the Reply-To of a web form's mail, or a sender
 * whose mail passed neither SPF nor DKIM. They are a person of their own, like a visitor of a web page, whatever is known
 * of whoever has the address. The text holds a space, so it never equals an address.
 */
export function claimedSender(claim: { readonly address: string; readonly through: string | null }): string {
  const { address, through } = claim;
  return through === null ? `unproven ${address}` : `reply-to ${address} through ${through}`;
}

export function isClaimedSender(key: string): boolean {
  return /^(unproven|reply-to) \S/.test(key);
}
