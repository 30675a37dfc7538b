import { fold, withAsciiDigits } from "../facts/fold.ts";

const short: Readonly<Record<string, string>> = {
  street: "st",
  road: "rd",
  avenue: "ave",
  lane: "ln",
  floor: "fl",
  building: "bldg",
  number: "no",
  drive: "dr",
  boulevard: "blvd",
  opposite: "opp",
  near: "nr",
  sector: "sec",
  apartment: "apt",
  society: "soc",
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  first: "1st",
  second: "2nd",
  third: "3rd",
  fourth: "4th",
  ground: "gr",
};
const ignored = new Set("the of and at in india usa uk united kingdom states no shop unit suite address".split(" "));

interface AddressParts {
  readonly numbers: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

function partsOf(text: string, postcode: string | null): AddressParts {
  const plain = withAsciiDigits(fold(postcode === null ? text : text.split(postcode).join(" ")));
  const tokens = plain.split(/[^\p{L}\p{M}\p{N}]+/u).map((token) => short[token] ?? token);
  const kept = tokens.filter((token) => token !== "" && !ignored.has(token));
  return {
    numbers: new Set(kept.filter((token) => /^\d+[a-z]?$/.test(token))),
    words: new Set(kept.filter((token) => !/^\d+[a-z]?$/.test(token))),
  };
}

interface Address {
  readonly text: string;
  readonly postcode: string | null;
}

const plainCode = (code: string) => code.replace(/[\s-]/g, "").toUpperCase();

/**
 * Whether two addresses are one, written in two ways: no other postcode, no other number, and most words of the shorter
 * one in the longer.
 */
export function isSameAddress(one: Address, other: Address): boolean {
  if (one.postcode !== null && other.postcode !== null && plainCode(one.postcode) !== plainCode(other.postcode))
    return false;
  const [a, b] = [partsOf(one.text, one.postcode), partsOf(other.text, other.postcode)];
  const [fewer, more] = a.numbers.size <= b.numbers.size ? [a, b] : [b, a];
  if ([...fewer.numbers].some((number) => !more.numbers.has(number))) return false;
  const [shorter, longer] = a.words.size <= b.words.size ? [a, b] : [b, a];
  const common = [...shorter.words].filter((word) => longer.words.has(word)).length;
  return common >= 0.6 * shorter.words.size;
}
