/**
 * Providers' codes for free text outside of the hours a customer's message opens: Twilio's and Meta's of WhatsApp,
 * Meta's of Instagram (code and subcode).
 */
const windowClosedCodes: readonly string[] = ["63016", "131047", "10.2534022"];

export function isWindowClosed(errorCode: string | null): boolean {
  return errorCode !== null && windowClosedCodes.includes(errorCode);
}
