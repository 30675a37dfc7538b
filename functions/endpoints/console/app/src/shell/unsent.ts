import { namesOf } from "./vault/browser-records.ts";
import { draftPrefix, outboxPrefix } from "./vault/text-names.ts";

/** How many texts a person has written and not sent in this browser, to customers of all clients. */
export async function countUnsent(personId: string): Promise<number> {
  // Where the browser keeps nothing, nothing is left behind.
  const names = await namesOf(personId).catch(() => []);
  return names.filter((name) => name.startsWith(outboxPrefix) || name.startsWith(draftPrefix)).length;
}
