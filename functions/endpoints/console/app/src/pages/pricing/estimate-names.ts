import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";

type Volumes = PricingView["inputs"]["volumes"];
export type VolumeName = keyof Volumes;

const names: Readonly<Record<VolumeName, () => string>> = {
  conversations: m.pricing_conversations,
  calls: m.pricing_calls,
  call_minutes: m.estimate_call_minutes,
  turns: m.estimate_turns,
  call_turns: m.estimate_call_turns,
  input_tokens: m.estimate_input_tokens,
  cached_share: m.estimate_cached_share,
  output_tokens: m.estimate_output_tokens,
  spoken_characters: m.estimate_spoken_characters,
  whatsapp_share: m.estimate_whatsapp_share,
  marketing_messages: m.estimate_marketing_messages,
  utility_messages: m.estimate_utility_messages,
  authentication_messages: m.estimate_authentication_messages,
  resolution_share: m.estimate_resolution_share,
  taken_back_share: m.estimate_taken_back_share,
  handoff_share: m.estimate_handoff_share,
  handoff_minutes: m.estimate_handoff_minutes,
  seats: m.pricing_seats,
  embedding_tokens: m.estimate_embedding_tokens,
  cpu_seconds: m.estimate_cpu_seconds,
};

/** Every estimate, in the order of the form. */
export const volumeNames = Object.keys(names) as VolumeName[];

export function estimateName(name: string): string {
  return name in names ? names[name as VolumeName]() : name.replaceAll("_", " ");
}

/** An estimate as the form shows it: empty where the product's assumption holds. */
export function rangeTexts(estimate: Volumes[VolumeName]): readonly [value: string, low: string, high: string] {
  if (estimate === undefined) return ["", "", ""];
  if (typeof estimate === "number") return [String(estimate), "", ""];
  return [String(estimate.value), String(estimate.low), String(estimate.high)];
}

/** What the form says of an estimate: nothing, a number, or a number with its range. */
export function estimateOf(value: string, low: string, high: string): Volumes[VolumeName] {
  if (value === "") return undefined;
  if (low === "" && high === "") return Number(value);
  return { value: Number(value), low: Number(low === "" ? value : low), high: Number(high === "" ? value : high) };
}
