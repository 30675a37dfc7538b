import type { Lexicon } from "../lexicon.ts";
import { bengali } from "./bengali.ts";
import { english } from "./english.ts";
import { gujarati } from "./gujarati.ts";
import { hindi } from "./hindi.ts";
import { marathi } from "./marathi.ts";
import { tamil } from "./tamil.ts";
import { telugu } from "./telugu.ts";
import { urdu } from "./urdu.ts";

/** The languages whose numbers the product says itself, by base language. */
export const lexicons: Readonly<Record<string, Lexicon>> = {
  en: english,
  hi: hindi,
  bn: bengali,
  te: telugu,
  mr: marathi,
  ta: tamil,
  gu: gujarati,
  ur: urdu,
};
