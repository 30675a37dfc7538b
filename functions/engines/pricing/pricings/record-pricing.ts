import { pricingCalculated } from "../../../../shared/events/index.ts";
import { absent, put } from "../../../../shared/platform/documents.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { step } from "../../../../shared/runtime/step.ts";
import { type Pricing, pricings, pricingVersionId, pricingVersions } from "./pricing.ts";

/** Keeps what was calculated as the next version. Of two at once on the same version, one is kept. */
export const recordPricing = step({
  name: "pricing-record",
  on: pricingCalculated,
  document: pricings,
  documentId: ({ data }) => data.pricingId,
  decide(before, { data }) {
    const { after, body, ...summary } = data;
    if ((before?.version ?? null) !== after)
      throw new TerminalError("pricing-changed", `Version ${before?.version ?? 0} is the newest, not ${after ?? 0}.`);
    const version = (after ?? 0) + 1;
    const document: Pricing = { ...summary, version, createdAt: before?.createdAt ?? data.at };
    const { createdAt: _, ...kept } = document;
    return {
      document,
      writes: [
        put(pricingVersions, pricingVersionId(data.pricingId, version), { ...kept, body }, { ifVersion: absent }),
      ],
    };
  },
});
