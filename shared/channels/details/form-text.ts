import type { Form } from "../../events/index.ts";

/** `[Form]` and one line for each answer. */
export function formText({ answers }: Form): string {
  return ["[Form]", ...answers.map(({ field, answer }) => `${field}: ${answer}`)].join("\n");
}
