import { readPhoneNumber } from "../channels/addresses/read-phone-number.ts";
import type { VoiceSettings } from "./settings.ts";

/** Whether a call may be recorded: the tenant records, and the caller's number is of no country where it does not. */
export function mayRecord({ recording }: Pick<VoiceSettings, "recording">, customerAddress: string): boolean {
  if (recording === null) return false;
  const country = customerAddress.startsWith("+") ? readPhoneNumber(customerAddress)?.country : undefined;
  return country === undefined || !recording.notIn.includes(country);
}
