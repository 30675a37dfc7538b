/** Providers' codes for free text outside the hours a customer's message opens: Twilio's and Meta's (WhatsApp). */
const windowClosedCodes: readonly string[] = ["63016", "131047"];

export function isWindowClosed(errorCode: string | null): boolean {
  return errorCode !== null && windowClosedCodes.includes(errorCode);
}
