import { createHash } from "node:crypto";
import type { OfferedProposal } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import type { DatedInputs } from "../model/inputs.ts";
import type { QuoteView } from "../model/result.ts";
import type { PricingVersion } from "../pricings/pricing.ts";
import { pricingBodyOf } from "../pricings/views.ts";
import { type Offer, proposalContents } from "./contents.ts";

/**
 * The offer of one price model of a pricing's version.
 * @throws Problem 422 `quote-unknown`, 409 `pricing-incomplete`, 409 `margin-below-floor`
 */
export function offeredContents(
  version: PricingVersion,
  wish: Offer & { readonly quote: number; readonly despiteUnknownPrices: boolean },
): Pick<OfferedProposal, "contents" | "hash" | "currency" | "totalMinor" | "language" | "clientName" | "title"> {
  const { quote: number, despiteUnknownPrices, ...offer } = wish;
  const { inputs, result } = pricingBodyOf(version);
  const quote = result.quotes[number - 1];
  if (quote === undefined)
    throw new Problem(
      422,
      "quote-unknown",
      `The pricing compares ${result.quotes.length} price models. Name one of them.`,
      {
        errors: [{ pointer: "/quote", detail: `must be 1 to ${result.quotes.length}` }],
      },
    );
  if (!result.complete && !despiteUnknownPrices)
    throw new Problem(
      409,
      "pricing-incomplete",
      `The cost is a lower bound: no price is known of ${result.unpriced.join(", ")}. State it in a new version, or set \`despite_unknown_prices\`.`,
    );
  if (quote.below_floor) throw belowFloor(quote, inputs.terms.floor_margin);
  const contents = canonicalJson(
    proposalContents(offer, {
      quote,
      inputs: inputs as DatedInputs,
      contacts: result.contacts,
      hash: version.hash,
    }),
  );
  return {
    contents,
    hash: createHash("sha256").update(contents).digest("hex"),
    currency: version.currency,
    totalMinor: quote.total_minor,
    language: offer.language,
    clientName: offer.client_name,
    title: offer.title,
  };
}

function belowFloor({ margin }: QuoteView, floor: number): Problem {
  const found = margin === null ? "Nothing is charged" : `The margin is ${(margin * 100).toFixed(1)} %`;
  const detail = `${found}, and the pricing's floor is ${(floor * 100).toFixed(1)} %. Raise the price, or make a version with another \`floor_margin\`.`;
  return new Problem(409, "margin-below-floor", detail);
}
