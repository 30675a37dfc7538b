import { z } from "zod";
import { pdfLanguages } from "../../../../shared/documents/pdf/pdf-document.ts";
import type { DatedInputs } from "../model/inputs.ts";
import { QuoteView } from "../model/result.ts";

/** What the client reads. It holds no costs and no margins. */
export const ProposalContents = z
  .object({
    client_name: z.string().describe("For whom the proposal is."),
    sender: z.string().describe("Who offers it."),
    title: z.string().describe("What is offered."),
    introduction: z.string().describe("The agency's own words. Empty: none."),
    language: z.enum(pdfLanguages).describe("The language of the page and of the PDF."),
    currency: z.string().describe("The currency of all amounts."),
    contacts: z.number().describe("Conversations and calls a month that the amounts are for."),
    quote: QuoteView.pick({
      model: true,
      unit_price: true,
      lines: true,
      gross_minor: true,
      discount_minor: true,
      net_minor: true,
      tax_minor: true,
      tax_parts: true,
      total_minor: true,
      setup_minor: true,
      setup_tax_minor: true,
    }).describe("What a month and the setup cost the client."),
    tax_name: z.string().describe("The tax's name."),
    tax_percent: z.string().describe("In per cent."),
    valid_until: z.string().describe("Until when it can be accepted."),
    pricing_hash: z.string().describe("The hash of the pricing's version."),
  })
  .meta({ id: "ProposalContents" });
export type ProposalContents = z.infer<typeof ProposalContents>;

/** What the agency writes of a proposal. */
export interface Offer
  extends Pick<ProposalContents, "client_name" | "sender" | "title" | "introduction" | "language"> {
  readonly validUntil: string;
}

export function proposalContents(
  offer: Offer,
  of: { readonly quote: QuoteView; readonly inputs: DatedInputs; readonly contacts: number; readonly hash: string },
): ProposalContents {
  const { validUntil, ...words } = offer;
  const { model, unit_price, lines, gross_minor, discount_minor, net_minor, tax_minor, tax_parts, total_minor } =
    of.quote;
  const { setup_minor, setup_tax_minor } = of.quote;
  const { tax } = of.inputs.terms;
  return {
    ...words,
    currency: of.inputs.currency,
    contacts: of.contacts,
    quote: {
      model,
      unit_price,
      lines,
      gross_minor,
      discount_minor,
      net_minor,
      tax_minor,
      tax_parts,
      total_minor,
      setup_minor,
      setup_tax_minor,
    },
    tax_name: tax.name,
    tax_percent: tax.percent,
    valid_until: validUntil,
    pricing_hash: of.hash,
  };
}
