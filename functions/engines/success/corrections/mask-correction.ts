import { clip } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { Customer } from "../../../../shared/customers/customer.ts";
import { maskAnswer, maskDetails, maskPersonal, publicTokensOf } from "../../../../shared/knowledge/mask-personal.ts";
import type { CorrectedTurn } from "./corrected-turns.ts";
import { longest } from "./correction.ts";

/** Prices, percentages and times: what a company tells everybody, where an order's or a phone's number is one customer's. */
const amount =
  /(?:₹|\brs\.?|\binr|\$|€|£)\s*\d[\d.,]*|\d[\d.,]*\s*(?:%|₹|rs\b|rupees?\b|rupaye\b|रुपये|रुपए|days?\b|din\b|दिन|hours?\b|minutes?\b|years?\b|km\b|kg\b)|\b\d{1,2}[:.]\d{2}\b/giu;

/** The texts of a correction without what names its customer. */
export function maskCorrection<T extends Pick<CorrectedTurn, "question" | "said" | "right">>(
  found: T,
  of: {
    readonly name: string | null;
    readonly address: string;
    readonly customer: Customer;
    /** What a colleague wrote for all customers: its numbers are the company's own. */
    readonly publicText?: string | undefined;
  },
): T {
  const { customer } = of;
  const names = [of.name, customer.name].flatMap((name) => name ?? []);
  const fields = Object.values(customer.fields).map(({ value }) => value);
  const details = [of.address, ...customer.identities.map(({ value }) => value), ...fields];
  const answer = (text: string) => {
    const told = publicTokensOf([...(text.match(amount) ?? []), of.publicText ?? ""].join("\n"));
    return clip(maskDetails(maskAnswer(text, names, told), details), longest.answer - 10);
  };
  return {
    ...found,
    question: clip(maskDetails(maskPersonal(found.question, names), details), longest.question - 10),
    said: found.said === null ? null : answer(found.said),
    right: answer(found.right),
  };
}

/** Places of a text from which something was taken. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set(text.match(/\[(?:name|mail|number|code|link|detail)\]/g) ?? [])];
}
