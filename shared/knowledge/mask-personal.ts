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
  const masked = text
    .replace(link, "[link]")
    .replace(email, "[mail]")
    .replace(code, "[code]")
    .replace(number, (digits) => (digits.replace(/\P{Nd}/gu, "").length < 3 ? digits : "[number]"))
    .replace(
      introduction,
      (_all, latin: string | undefined, _name, hindi: string | undefined) => `${latin ?? hindi} [name]`,
    );
  return names
    .flatMap((name) => [name, ...name.split(/\s+/)])
    .filter((name) => name.length >= 3)
    .reduce((left, name) => left.replace(wholeWord(name), "[name]"), masked);
}

function wholeWord(word: string): RegExp {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{M}])${literal}(?![\\p{L}\\p{M}])`, "giu");
}
