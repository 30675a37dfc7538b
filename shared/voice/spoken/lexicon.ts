/** How a number is used: `noun` precedes a unit or currency; `hundreds` says 1,250 as "twelve hundred fifty". */
export interface NumberUse {
  readonly noun?: boolean;
  readonly hundreds?: boolean;
  /** Millions in place of lakhs; only English has both. */
  readonly western?: boolean;
}

/** `[one, several]`, or one form for both. `#` is where the number stands, if not before it. */
export type Noun = string | readonly [one: string, several: string];

/** Units that are written as abbreviations. */
export const unitNames = [
  ...(["km", "cm", "mm", "kg", "g", "mg", "mcg", "l", "ml", "hour", "minute", "second"] as const),
  ...(["sqft", "ft", "kmh", "celsius", "fahrenheit", "gb", "mb", "mgdl", "gdl", "mmhg", "kcal"] as const),
] as const;
export type UnitName = (typeof unitNames)[number];

/** A time of day to be said. `marked`: its half of the day is known; `bare`: the text itself says "o'clock". */
export interface Clock {
  /** 0–23; 1–12 where unmarked. */
  readonly hour: number;
  readonly minute: number;
  readonly marked: boolean;
  readonly bare: boolean;
}

/** The words of one language. */
export interface Lexicon {
  /** For the names of months and rare currencies. */
  readonly locale: string;
  /** 0–9, for numbers that are read digit by digit. */
  readonly digits: readonly string[];
  /** A whole number from 0 to 10¹⁴. */
  cardinal(value: number, use?: NumberUse): string;
  /** The day of a month. */
  day(day: number): string;
  year(year: number): string;
  time(clock: Clock): string;
  /** Words for a part of the day, after which `time` does not repeat it. */
  readonly dayParts: readonly string[];
  /** What follows a time in the text where it says "o'clock" itself. */
  readonly clockWord: RegExp;
  /** "One and a half", "two and a half", "and a half" before a number; null where people say "point five". */
  readonly halves: { readonly one: string; readonly two: string; readonly and: string } | null;
  /** Whether 1.5 lakh is "one point five lakh", in place of one lakh fifty thousand. */
  readonly saysPointOfScale: boolean;
  readonly signs: {
    readonly minus: string;
    readonly point: string;
    readonly percent: string;
    /** Between the ends of a range. */
    readonly to: string;
    /** Between the numbers of 120/80. */
    readonly over: string;
    readonly times: string;
    readonly plus: string;
    readonly equals: string;
    readonly and: string;
    readonly number: string;
    /** `~`, `<`, `>` and the `/` of ₹500/month: `#` is the number or the noun. */
    readonly about: string;
    readonly below: string;
    readonly above: string;
    readonly per: string;
    readonly dot: string;
    readonly at: string;
    readonly dash: string;
    readonly underscore: string;
  };
  readonly scales: {
    readonly thousand: string;
    readonly lakh: string;
    readonly crore: string;
    readonly million: string;
  };
  readonly currencies: Readonly<Record<string, { readonly major: Noun; readonly minor: Noun }>>;
  /** Titles and other abbreviations, with their dot. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Between the major and the minor unit. */
  readonly minorJoin: string;
  readonly units: Readonly<Record<UnitName, Noun>>;
}

/** A number with its noun: "five kilometres". */
export function withNoun(number: string, noun: Noun, one: boolean): string {
  const word = typeof noun === "string" ? noun : noun[one ? 0 : 1];
  return word.includes("#") ? word.replace("#", () => number) : `${number} ${word}`;
}
