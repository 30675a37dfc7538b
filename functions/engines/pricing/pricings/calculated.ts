import { createHash } from "node:crypto";
import { Problem } from "../../../../shared/http/problem.ts";
import { canonicalJson } from "../../../../shared/schema/canonical-json.ts";
import { calculate } from "../model/calculate.ts";
import type { PricingInputs } from "../model/inputs.ts";
import type { PricingVersion } from "./pricing.ts";

type Calculated = Pick<PricingVersion, "body" | "hash" | "currency" | "costMinor" | "isComplete" | "contacts">;

/**
 * Calculates a version. Inputs without a day get today's (UTC), so that the version always says which prices hold.
 * @throws Problem 422 `volumes-missing`, `rate-missing`, `amount-too-large`
 */
export function calculatedVersion(inputs: PricingInputs, now: Date): Calculated {
  const dated = { ...inputs, day: inputs.day ?? now.toISOString().slice(0, 10) };
  const result = calculatedOrRefused(() => calculate(dated));
  if ("code" in result)
    throw new Problem(422, result.code, result.detail, {
      errors: [{ pointer: `/inputs${result.pointer}`, detail: result.detail }],
    });
  const body = canonicalJson({ inputs: dated, result });
  return {
    body,
    hash: createHash("sha256").update(body).digest("hex"),
    currency: dated.currency,
    costMinor: result.cost_minor,
    isComplete: result.complete,
    contacts: result.contacts,
  };
}

function calculatedOrRefused<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const detail = "The volumes and prices give an amount that is too large to be exact. Check their units.";
    throw new Problem(422, "amount-too-large", detail, { cause: error });
  }
}
