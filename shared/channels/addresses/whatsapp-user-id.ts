/**
 * WhatsApp's id of a customer for one business: a country code, a dot and up to 128 letters and digits (Meta docs,
 * "Business-scoped user IDs"). It is the address of a customer who shows no number.
 */
export const whatsappUserIdPattern = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

export function isWhatsappUserId(address: string): boolean {
  return whatsappUserIdPattern.test(address);
}
