/** A page as a business of its industry writes it, and what a person reads in it. */
export interface LabelledPage {
  readonly name: string;
  readonly language: "en" | "hi";
  readonly html: string;
  /**
   * Facts in their canonical form, one a line: `phone +91…`, `email`, `address` as written, `hours` as `Mo 09:00-17:00; …`,
   * `year`, `product NAME = INR 499.00` (`-` without a price), `policy TOPIC: TEXT`, `faq QUESTION`, `person NAME, ROLE`,
   * `social URL`.
   */
  readonly facts: readonly string[];
}

export function days(names: string, ...times: readonly string[]): string {
  return names
    .split(" ")
    .flatMap((day) => times.map((time) => `${day} ${time}`))
    .join("; ");
}
