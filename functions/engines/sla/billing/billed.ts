import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const BilledMonth = z.object({
  month: z.string(),
  /** What credit notes of the month add up to. A correction that lowers the credit takes none back. */
  creditedMinor: z.number().int(),
  notes: z
    .array(z.object({ creditNoteId: z.string(), invoiceId: z.string(), amountMinor: z.number().int(), at: z.string() }))
    .max(50),
});
export type BilledMonth = z.infer<typeof BilledMonth>;

/** The credit notes of a month. The id is the month. */
export const billedMonths = ownedDocument<BilledMonth>({
  name: "sla-billed-months",
  state: BilledMonth,
  indexes: [],
  confidential: true,
  personal: "nothing",
});

export const BilledDay = z.object({ day: z.string(), turns: z.number().int(), identifier: z.string(), at: z.string() });
export type BilledDay = z.infer<typeof BilledDay>;

/** The days whose turns were told to Stripe. The id is the day. */
export const billedDays = ownedDocument<BilledDay>({
  name: "sla-billed-days",
  state: BilledDay,
  indexes: [],
  confidential: false,
  personal: "nothing",
});
