const email = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,255}/g;
const link = /\bhttps?:\/\/\S+/gi;
/** Phone, order, card and account numbers. Two digits may be an age or an amount, and say nothing of a person. */
const number = /[+(]?\p{Nd}[\p{Nd}\s().+-]{1,30}\p{Nd}/gu;
/** Codes of letters and digits, such as those of bookings and vehicles. */
const code = /\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{5,}\b/g;
const introduction =
  /\b(my name is|this is|i am|i'm|mera naam|naam hai|main)\s+((?!(?:a|an|the|not|in|on|at|here|from|looking|trying|going|unable|waiting|calling|having)\b)[\p{L}\p{M}.'-]{2,}(?:\s+\p{Lu}[\p{L}\p{M}.'-]+)?)|(मेरा नाम)\s+([\p{L}\p{M}]{2,}(?:\s+[\p{L}\p{M}]{2,})?)(?=\s+(?:है|हूँ|हूं)|[.,।!]|$)/giu;

/**
 * The text without what names a person: addresses, numbers of three digits and more, codes, the name that somebody
 * introduces themselves by, and the given names.
 */
export function maskPersonal(text: string, names: readonly string[] = []): string {
  const masked = maskAddresses(text).replace(
    introduction,
    (_all, latin: string | undefined, _name, hindi: string | undefined) => `${latin ?? hindi} [name]`,
  );
  return maskNames(masked, names);
}

/**
 * An agent's own words without what names a customer. Addresses, numbers and codes that stand in `publicTokens` are the
 * client's own, such as prices. "I am glad" introduces nobody here, because an agent is no person.
 */
export function maskAnswer(text: string, names: readonly string[], publicTokens: ReadonlySet<string>): string {
  return maskNames(maskAddresses(text, publicTokens), names);
}

/** The addresses, numbers and codes of a text that everybody may read. */
export function publicTokensOf(text: string): ReadonlySet<string> {
  return new Set([link, email, code, number].flatMap((pattern) => text.match(pattern) ?? []).map(tokenOf));
}

/** The names that a customer introduces themselves by. A small letter after "I am" begins no name. */
export function introducedNames(text: string): readonly string[] {
  return [...text.matchAll(introduction)].flatMap(([, phrase, latin, , hindi]) => {
    if (hindi !== undefined) return [hindi];
    const isSaid = /^(?:my name is|mera naam|naam hai)$/i.test(phrase ?? "");
    return latin !== undefined && (isSaid || /^\p{Lu}/u.test(latin)) ? [latin.replace(/[.'-]+$/, "")] : [];
  });
}

function maskAddresses(text: string, publicTokens: ReadonlySet<string> = new Set()): string {
  const unlessPublic = (mask: string) => (found: string) => (publicTokens.has(tokenOf(found)) ? found : mask);
  const maskNumber = unlessPublic("[number]");
  return text
    .replace(link, unlessPublic("[link]"))
    .replace(email, unlessPublic("[mail]"))
    .replace(code, unlessPublic("[code]"))
    .replace(number, (digits) => (digits.replace(/\P{Nd}/gu, "").length < 3 ? digits : maskNumber(digits)));
}

/** A number is the same with other spaces, and a link at the end of a sentence without its full stop. */
function tokenOf(found: string): string {
  return /\p{L}/u.test(found) ? found.replace(/[.,;:!?)]+$/, "").toLowerCase() : found.replace(/\P{Nd}/gu, "");
}

function maskNames(text: string, names: readonly string[]): string {
  return names
    .flatMap((name) => [name, ...name.split(/\s+/)])
    .filter((name) => name.length >= 3)
    .reduce((left, name) => left.replace(wholeWord(name), "[name]"), text);
}

/** The text without the given details, each as a whole. */
export function maskDetails(text: string, details: readonly string[]): string {
  return details
    .filter((detail) => detail.length >= 3)
    .reduce((left, detail) => left.replace(wholeWord(detail), "[detail]"), text);
}

function wholeWord(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{M}])${literal}(?![\\p{L}\\p{M}])`, "giu");
}
