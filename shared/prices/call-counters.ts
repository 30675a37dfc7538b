import type { CallCost } from "../voice/call-cost.ts";
import { nanoUsdOf } from "./nano-usd.ts";

/** The cost of a call as counters, by component. What has no known price is counted by name. */
export function callCounters({
  stt,
  tts,
  llm,
  transport,
  telephony,
  unpriced,
}: Omit<CallCost, "platform" | "total" | "currency">) {
  const parts = Object.entries({ stt, tts, realtime: llm, transport, telephony });
  const known = parts.flatMap(([part, usd]) => (usd === null || Number(usd) === 0 ? [] : [[part, nanoUsdOf(usd)]]));
  const costNanoUsd = Object.fromEntries(known) as Record<string, number>;
  return { costNanoUsd, unpriced: Object.fromEntries(unpriced.map((item) => [item, 1])) };
}
