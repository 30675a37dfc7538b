import { bengali } from "./bengali.ts";
import { english } from "./english.ts";
import { gujarati } from "./gujarati.ts";
import { hindi, hinglish } from "./hindi.ts";
import type { Phrases } from "./language.ts";
import { marathi } from "./marathi.ts";
import { tamil } from "./tamil.ts";
import { telugu } from "./telugu.ts";
import { urdu } from "./urdu.ts";

export type { Phrases } from "./language.ts";

/** Every language that the policy speaks. */
export const languages: readonly Phrases[] = [
  ...[english, hindi, hinglish, bengali, marathi, telugu, tamil, gujarati, urdu],
];

const scripts: readonly { readonly script: RegExp; readonly phrases: Phrases }[] = [
  // Hindi and Marathi share a script: frequent words and endings tell them apart.
  {
    script:
      /(?<![\p{L}\p{M}])(?:आहे|आहेत|नाही|मला|माझे|माझा|काय|हवे|हवी|हवा|कधी|कुठे|किती|तुमची|तुमचे|होय|नको|जण)(?![\p{L}\p{M}])|ायच[ंीेा]/u,
    phrases: marathi,
  },
  {
    script:
      /(?<![\p{L}\p{M}])(?:है|हैं|हूँ|हूं|का|की|के|को|में|से|क्या|मुझे|मेरा|मेरी|मेरे|नहीं|हाँ|हां|चाहिए|करना|कितना|कितने|कितनी|कब|कहाँ|दो|नमस्ते|शुक्रिया)(?![\p{L}\p{M}])/u,
    phrases: hindi,
  },
  { script: /\p{Script=Bengali}/u, phrases: bengali },
  { script: /\p{Script=Telugu}/u, phrases: telugu },
  { script: /\p{Script=Tamil}/u, phrases: tamil },
  { script: /\p{Script=Gujarati}/u, phrases: gujarati },
  { script: /\p{Script=Arabic}/u, phrases: urdu },
];

const romanised = wordsOf(
  "hai hain kya chahiye mujhe mera meri mere aap aapka aapki aapke batao bataiye bataye karo kijiye karna karwana karni " +
    "kitna kitne kitni kaise kahan kab nahi nahin haan namaste namaskar ke ka ki kal aaj baat bolo dijiye hoga liye rehne " +
    "insaan theek thik bilkul krna krdo kardo bhai ji kar parso subah shaam baje hoon naam chahta chahti sakte sakta shukriya",
);
const frequentEnglish = wordsOf(
  "the a an is are does can could will would i my you your what where when how which who for of in on at and it " +
    "this that please want need have not book any no with make change there hello hi",
);

/**
 * The phrases of the language that a text is written in, by its script and then by frequent words. A text that tells
 * none, such as a name or a number, is answered in the language of the texts before it.
 */
export function phrasesFor(newest: string, earlier: readonly string[]): Phrases {
  const texts = [newest, ...[...earlier].reverse()];
  const isDevanagari = /\p{Script=Devanagari}/u.test(newest);
  for (const text of texts) {
    const told = toldBy(text);
    if (told && (!isDevanagari || told === marathi || told === hindi)) return told;
  }
  return isDevanagari ? hindi : english;
}

function toldBy(text: string): Phrases | undefined {
  const native = scripts.find(({ script }) => script.test(text));
  if (native) return native.phrases;
  if (/\p{Script=Devanagari}/u.test(text)) return undefined;
  const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
  if (words.some((word) => romanised.has(word))) return hinglish;
  return words.some((word) => frequentEnglish.has(word)) ? english : undefined;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
