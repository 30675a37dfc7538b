/** What the policy says in one language. The words in “…” and the labels are names from the tools' schemas, as given. */
export interface Phrases {
  greet(name: string): string;
  thanks(): string;
  bye(): string;
  /** Asks for one value of a task. `known` repeats the values so far, for the next turn reads them from here. */
  ask(task: string, known: string, field: string): string;
  /** The part of `ask` just before the field, by which the policy recognises its own question. */
  readonly asking: string;
  /** Reads every value back and asks for a yes. */
  confirm(task: string, values: string): string;
  /** The part of `confirm` by which the policy recognises its own question. */
  readonly confirming: string;
  /** The text could not be read as the value asked for. `examples` may be empty. */
  unfit(field: string, examples: string): string;
  wait(): string;
  cancelled(): string;
  found(facts: string): string;
  done(task: string, facts: string): string;
  nothing(): string;
  failed(task: string, reason: string): string;
  handoff(): string;
  noHandoff(): string;
  able(tasks: string): string;
  cannot(tasks: string): string;
  unsure(): string;
}
