import type { Decimal } from "./money.ts";

export const priceComponents = [
  "model",
  "realtime",
  "embedding",
  "stt",
  "tts",
  "transport",
  "telephony",
  "messaging",
  "hosting",
  "people",
] as const;
export type PriceComponent = (typeof priceComponents)[number];

/** What a vendor charges for one item. Days are ISO dates. */
export interface PriceRow {
  /** `whatsapp.marketing.IN`, `tts.elevenlabs.eleven_flash_v2_5`. */
  readonly item: string;
  readonly component: PriceComponent;
  /** What is counted, in words: `input token`, `second`, `message`. */
  readonly unit: string;
  /** Units that the price is for. */
  readonly per: number;
  /** Null: not known. A total with it is a lower bound. */
  readonly price: Decimal | null;
  readonly currency: string;
  /** The first day of the price. Null: since before it was read. */
  readonly from: string | null;
  /** The day from which it holds no longer. Null: none is known. */
  readonly until: string | null;
  /** Where it was read. Of an assumption, why it is assumed. */
  readonly source: string;
  readonly readOn: string;
  /** Units of a month that cost nothing. Those of a billing account are shared by all clients of the agency. */
  readonly free?: { readonly quantity: number; readonly scope: "billing-account" };
  /** Units to which each session is rounded up before the sum. */
  readonly roundUpTo?: number;
  /** Marginal prices of the units of a month beyond each number. */
  readonly beyond?: readonly { readonly units: number; readonly price: Decimal }[];
  /** True: nobody's list price, but an estimate that belongs to be replaced. */
  readonly assumed?: true;
}

/** Units at one price. */
export interface BilledPart {
  readonly units: number;
  readonly price: Decimal;
}

/**
 * Splits the units of a month by what each of them costs: those beyond a volume have that volume's price. Units that are
 * free to the whole billing account are free here only when the client has an account of its own. Null: the price is not
 * known.
 */
export function billedParts(row: PriceRow, units: number, ownAccount: boolean): readonly BilledPart[] | null {
  if (row.price === null) return null;
  const billed = ownAccount && row.free !== undefined ? Math.max(0, units - row.free.quantity) : units;
  const steps = [{ units: 0, price: row.price }, ...(row.beyond ?? [])];
  return steps.flatMap(({ units: from, price }, index) => {
    const until = steps[index + 1]?.units ?? Number.POSITIVE_INFINITY;
    const within = Math.min(billed, until) - from;
    return within > 0 || index === 0 ? [{ units: Math.max(0, within), price }] : [];
  });
}
