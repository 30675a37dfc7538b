import type { VoiceSettings } from "../../../../shared/voice/settings.ts";

/** What the tenant's carrier charges, in US dollars a minute, as a decimal. Null: the tenant has not said. */
export function carrierUsdPerMinute(
  { telephony }: Pick<VoiceSettings, "telephony">,
  direction: "inbound" | "outbound",
): string | null {
  return telephony.sip.usd_per_minute[direction]?.toFixed(6) ?? null;
}
