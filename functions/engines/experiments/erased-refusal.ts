import { hasQuotesOf, quotesOfPerson, withoutQuotesOf } from "../../../shared/contracts/lifecycle/quotes-of-person.ts";
import type { AutomationQuote } from "../../../shared/events/lifecycle/automation.ts";
import { erasedCustomerId, mentions, type Person } from "../../../shared/platform/personal-data.ts";

interface Refusal {
  readonly reasons: readonly string[];
  readonly quoted: readonly AutomationQuote[];
}

/** The part of an experiment that may quote customers: an operator's correction that the variant did not meet. */
interface Refused {
  readonly promotion: Refusal | null;
}

export function refusalQuotes({ promotion }: Refused, person: Person): boolean {
  return promotion !== null && (hasQuotesOf(promotion.quoted, person) || mentions(promotion.reasons, person));
}

/** The reasons that quote the person. */
export function refusalsOf({ promotion }: Refused, person: Person): readonly string[] {
  if (promotion === null) return [];
  const isTheirs = quotesOfPerson(promotion.quoted, person);
  return promotion.reasons.filter((reason) => isTheirs(reason, reason));
}

/** The experiment without the person's words. That it was refused stays. */
export function withoutRefusalsOf<Of extends Refused>(experiment: Of, person: Person): Of {
  const { promotion } = experiment;
  if (promotion === null) return experiment;
  const isTheirs = quotesOfPerson(promotion.quoted, person);
  const reasons = promotion.reasons.map((reason) => (isTheirs(reason, reason) ? erasedCustomerId : reason));
  return { ...experiment, promotion: { ...promotion, reasons, quoted: withoutQuotesOf(promotion.quoted, person) } };
}
