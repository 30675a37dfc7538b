/** An expectation of a scenario failed. The message says what was expected and what was found. */
export class ExpectationFailed extends Error {
  override readonly name = "ExpectationFailed";
}

/** Lists the found items for an `ExpectationFailed`, one per line, or says that there were none. */
export function listItems(what: string, items: readonly string[]): string {
  if (items.length === 0) return `There were no ${what}.`;
  const shown = items.slice(-20).map((item) => `  ${item.replaceAll("\n", "\n  ")}`);
  const left = items.length - shown.length;
  return [`The ${what} were${left > 0 ? ` (without the first ${left})` : ""}:`, ...shown].join("\n");
}
