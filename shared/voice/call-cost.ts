import { z } from "zod";
import type { CallUsage } from "../events/calls.ts";
import { register } from "../models/register.ts";
import { type ListPrice, listPriceOf } from "./call-prices.ts";

const Amount = z.string().nullable();

/**
 * What a call cost by list prices, in the shape of Vapi's `costBreakdown` (docs.vapi.ai, Call object), as decimal strings.
 * Null: something of the component has no known price, and `unpriced` names it. `platform` is what this product charges.
 */
export const CallCost = z.object({
  currency: z.literal("USD"),
  transport: Amount.describe("LiveKit."),
  stt: Amount.describe("Speech to text."),
  llm: Amount.describe("The language model, or the realtime model."),
  tts: Amount.describe("Text to speech."),
  telephony: Amount.describe("The carrier."),
  platform: Amount.describe("What this product charges."),
  total: Amount.describe("The sum; null while something has no known price."),
  unpriced: z.array(z.string()).describe("What has no known price: component, provider and model."),
});
export type CallCost = z.infer<typeof CallCost>;

type Part = "transport" | "stt" | "llm" | "tts" | "telephony";
const partOf: Readonly<Record<CallUsage["component"], Part>> = {
  transport: "transport",
  telephony: "telephony",
  stt: "stt",
  tts: "tts",
  model: "llm",
  realtime: "llm",
};

/** Amounts are whole numbers of these: ten to the power of twelve make a dollar. */
const scale = 12;

/**
 * Exact within a billionth of a dollar for each use. Pure.
 * @param carrierUsdPerMinute a decimal from the tenant's configuration; null: the carrier's part is unknown, never guessed
 */
export function callCost(
  usage: readonly CallUsage[],
  { carrierUsdPerMinute }: { readonly carrierUsdPerMinute: string | null } = { carrierUsdPerMinute: null },
): CallCost {
  const sums: Record<Part, bigint | null> = { transport: 0n, stt: 0n, llm: 0n, tts: 0n, telephony: 0n };
  const unpriced = new Set<string>();
  for (const used of usage) {
    const price = used.component === "telephony" ? perMinute(carrierUsdPerMinute) : priceOf(used);
    const part = partOf[used.component];
    const before = sums[part];
    if (price === undefined) unpriced.add(`${used.component}: ${used.provider}/${used.model}`);
    sums[part] = price === undefined || before === null ? null : before + amountOf(price, used.quantity);
  }
  const total = Object.values(sums).reduce<bigint | null>(
    (sum, each) => (sum === null || each === null ? null : sum + each),
    0n,
  );
  const { transport, stt, llm, tts, telephony } = sums;
  return {
    currency: "USD",
    transport: written(transport),
    stt: written(stt),
    llm: written(llm),
    tts: written(tts),
    telephony: written(telephony),
    platform: "0",
    total: written(total),
    unpriced: [...unpriced],
  };
}

function priceOf(used: CallUsage): Pick<ListPrice, "usd" | "per"> | undefined {
  if (used.component !== "model" && used.component !== "realtime") return listPriceOf(used);
  const price = register.find(({ id }) => id === used.model)?.price;
  if (price === undefined) return undefined;
  // A realtime model is billed by what it hears and says.
  const speaks = used.component === "realtime";
  const input = speaks ? (price.audioInput ?? price.input) : price.input;
  if (used.unit === "input-tokens") return { usd: input, per: 1_000_000 };
  const output = speaks ? (price.audioOutput ?? price.output) : price.output;
  return used.unit === "output-tokens" ? { usd: output, per: 1_000_000 } : undefined;
}

function perMinute(usd: string | null): Pick<ListPrice, "usd" | "per"> | undefined {
  return usd === null ? undefined : { usd, per: 60 };
}

function amountOf({ usd, per }: Pick<ListPrice, "usd" | "per">, quantity: number): bigint {
  const thousandths = BigInt(Math.round(quantity * 1_000));
  return (scaled(usd) * thousandths) / (BigInt(per) * 1_000n);
}

function scaled(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

/** Six digits after the point are kept: a millionth of a dollar. */
function written(amount: bigint | null): string | null {
  if (amount === null) return null;
  const millionths = (amount + 500_000n) / 1_000_000n;
  const digits = String(millionths).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, "") || "0";
}
