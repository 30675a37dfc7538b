import { m } from "#messages";
import { numberText } from "../../components/region.ts";

/** An amount of US dollars: cents, and more digits of what is less than a cent. */
export function usd(amount: number): string {
  const digits = amount !== 0 && Math.abs(amount) < 0.01 ? 6 : 2;
  const options = { style: "currency", currency: "USD", maximumFractionDigits: digits } as const;
  return numberText(amount, options);
}

export function countText(count: number): string {
  return numberText(count);
}

const names: Readonly<Record<string, () => string>> = {
  model: m.spend_model,
  realtime: m.spend_realtime,
  stt: m.spend_stt,
  tts: m.spend_tts,
  transport: m.spend_transport,
  telephony: m.spend_telephony,
  messaging: m.spend_messaging,
  other: m.spend_other,
};

export function componentName(component: string): string {
  return names[component]?.() ?? component;
}
