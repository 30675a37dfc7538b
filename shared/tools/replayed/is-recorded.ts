import type { RecordedCall } from "../../contracts/lifecycle/recorded-calls.ts";

/** What stands in a replayed message in place of what names the customer. */
const placeholder = /\[(?:name|mail|number|code|link)\]/;

/**
 * Whether these are the recorded arguments. A text with a placeholder is compared with the recorded one as it is masked,
 * because the model was not shown more. Pure.
 */
export function isRecorded(
  args: Readonly<Record<string, unknown>>,
  recorded: Pick<RecordedCall, "arguments" | "masked">,
): boolean {
  return isSame(args, JSON.parse(recorded.arguments), JSON.parse(recorded.masked));
}

function isSame(given: unknown, plain: unknown, masked: unknown): boolean {
  if (typeof given === "string" && placeholder.test(given)) return given === plain || given === masked;
  if (typeof given !== "object" || given === null) return given === plain;
  if (typeof plain !== "object" || plain === null || Array.isArray(given) !== Array.isArray(plain)) return false;
  const [own, theirs] = [given, plain].map((each) => present(each));
  if (own === undefined || theirs === undefined || own.size !== theirs.size) return false;
  const maskedOf = present(typeof masked === "object" && masked !== null ? masked : {});
  return [...own].every(([key, value]) => theirs.has(key) && isSame(value, theirs.get(key), maskedOf.get(key)));
}

/** An argument that is left out and one that is undefined are one. */
function present(of: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(of).filter(([, value]) => value !== undefined));
}
