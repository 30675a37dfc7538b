import { hasQuotesOf, quotesOfPerson, withoutQuotesOf } from "../../../shared/contracts/lifecycle/quotes-of-person.ts";
import type { AutomationQuote } from "../../../shared/events/lifecycle/automation.ts";
import { erasedCustomerId, mentions, type Person } from "../../../shared/platform/personal-data.ts";

interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly expects: readonly unknown[];
  readonly outcome: string;
  readonly reply: string | null;
  readonly detail: string;
}

/** The part of a run that may quote customers. */
interface Texts {
  readonly quoted: readonly AutomationQuote[];
  readonly scenarios: readonly Scenario[];
  readonly checks: readonly { readonly details: readonly string[] }[];
}

/** Whether customers' words in a run are this person's: what they asked and an operator corrected, and what was replayed. */
export function quotesPerson({ scenarios, checks, quoted }: Texts, person: Person): boolean {
  return hasQuotesOf(quoted, person) || mentions([scenarios, checks], person);
}

/** The person's part of a run. */
export function quotesOf({ scenarios, checks, quoted }: Texts, person: Person) {
  const isTheirs = quotesOfPerson(quoted, person);
  return {
    scenarios: scenarios.filter(({ id, ...texts }) => isTheirs(id, texts)).map(({ says, reply }) => ({ says, reply })),
    details: checks.flatMap(({ details }) => details.filter((detail) => isTheirs(detail, detail))),
  };
}

/** The run without the person's words. Its verdicts stay. */
export function withoutPerson<Run extends Texts>(run: Run, person: Person): Run {
  const isTheirs = quotesOfPerson(run.quoted, person);
  return {
    ...run,
    quoted: withoutQuotesOf(run.quoted, person),
    scenarios: run.scenarios.map((scenario) => (isTheirs(scenario.id, scenario) ? erased(scenario) : scenario)),
    checks: run.checks.map((check) => ({
      ...check,
      details: check.details.map((detail) => (isTheirs(detail, detail) ? erasedCustomerId : detail)),
    })),
  };
}

function erased(scenario: Scenario): Scenario {
  const { outcome } = scenario;
  const texts = { title: erasedCustomerId, says: erasedCustomerId, expects: [], reply: null, detail: "" };
  return { ...scenario, ...texts, outcome: outcome === "pending" ? "not-checked" : outcome };
}
