import { plainDigits } from "../../../../../shared/schema/plain-digits.ts";
import { lettersAndDigits } from "./compare-fields.ts";

const longestCountryCode = 3;

/** The number as it may be written within its country. */
function withoutCountryCode(digits: string): readonly string[] {
  return Array.from({ length: longestCountryCode + 1 }, (_, length) => digits.slice(length)).filter(
    (each) => each.length >= 7,
  );
}

/**
 * Whether the customer wrote these values themselves. What the model has from a row, a page or a guess proves nothing. A
 * phone number needs no country code. A date counts when its day and its year stand in one message. A name in another script than the message cannot be
 * compared and counts beside a value that can.
 */
export function saidByCustomer(values: readonly string[], texts: readonly string[]): boolean {
  const messages = texts.map((text) => ({
    plain: lettersAndDigits(text),
    numbers: new Set((plainDigits(text).match(/\d+/g) ?? []).map(Number)),
    isForeign: /[^\P{L}\p{Script=Latin}]/u.test(text),
  }));
  const isForeign = messages.some((message) => message.isForeign);
  const said = values.map((value) => {
    const plain = lettersAndDigits(value);
    if (plain === "") return "no";
    const isPhone = /^\+[\d\s().-]{8,}$/.test(value.trim());
    const spellings = isPhone ? withoutCountryCode(plain) : [plain];
    if (messages.some((message) => spellings.some((each) => message.plain.includes(each)))) return "yes";
    const [, year, day] = /^(\d{4})-\d{2}-(\d{2})$/.exec(value.trim()) ?? [];
    const isDateSaid = messages.some(
      ({ numbers }) => numbers.has(Number(day)) && (numbers.has(Number(year)) || numbers.has(Number(year?.slice(2)))),
    );
    if (year !== undefined && isDateSaid) return "yes";
    return isForeign && /^[\p{Script=Latin}\p{M}\s.'-]+$/u.test(value.trim()) ? "perhaps" : "no";
  });
  return said.includes("yes") && !said.includes("no");
}
