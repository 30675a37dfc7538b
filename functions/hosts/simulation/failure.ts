/** A step of a scenario found something other than it expected; the message says what was wanted and what there was. */
export class Unmet extends Error {
  override readonly name = "Unmet";
}

/** What there was, for an `Unmet`: one thing a line, or that there was nothing. */
export function listed(what: string, items: readonly string[]): string {
  if (items.length === 0) return `There were no ${what}.`;
  const shown = items.slice(-20).map((item) => `  ${item.replaceAll("\n", "\n  ")}`);
  const left = items.length - shown.length;
  return [`The ${what} were${left > 0 ? ` (without the first ${left})` : ""}:`, ...shown].join("\n");
}
