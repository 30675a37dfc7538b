import type { ChannelType } from "../events/index.ts";
import { carrierOf, isCarried } from "./definitions.ts";
import { bare, bareWords } from "./opt-out/bare-text.ts";
import { optOutButtonLanguage, optOutWishIn, withoutPoliteness } from "./opt-out/opt-out-wish.ts";

export type Keyword = "stop" | "start" | "help";

export interface RecognisedKeyword {
  readonly keyword: Keyword;
  /** The word's language (BCP 47); null for an international word. */
  readonly language: string | null;
  /** Twilio has carried it out and answered. It refuses sends after STOP, and START needs no second answer. */
  readonly answeredByProvider: boolean;
}

/** Buttons and rows with these ids count as the keywords. */
const keywordChoices: ReadonlyMap<string, Keyword> = new Map([
  ["keyword:stop", "stop"],
  ["keyword:start", "start"],
  ["keyword:help", "help"],
]);

/** What the customer may answer when asked whether a message was meant as STOP. */
export const optOutChoices = { stop: "opt-out:stop", keep: "opt-out:keep" } as const;

const international: Readonly<Record<Keyword, string>> = {
  stop: "stop|stopall|stop all|unsubscribe|opt out|optout",
  start: "start|unstop|subscribe",
  help: "help",
};

/** Keywords by SMS only. In a chat they may be about a booking ("cancel", "end") or anything ("info"). */
const bySmsOnly: Readonly<Record<Keyword, string>> = {
  stop: "cancel|end|quit|revoke",
  start: "",
  help: "info",
};

/**
 * Keywords that Twilio handles itself for every number (twilio.com/docs: "Support for SMS opt-out keywords"). HELP is
 * left out: our own answer says more, and does no harm beside Twilio's.
 */
const doneByTwilio = setOf("stop|stopall|unsubscribe|cancel|end|quit|optout|revoke|start|unstop|yes");

/** Words that as a whole message mean only this. Words that also mean "wait" (रुको, थांबा) are left out. */
const byLanguage: Readonly<Record<string, Readonly<Record<Keyword, string>>>> = {
  hi: {
    stop: "स्टॉप|बंद करो|बंद करें|बंद कर दो|बन्द करो|बन्द करें|मैसेज बंद करो|मैसेज बंद करें|संदेश बंद करें|मत भेजो|अनसब्सक्राइब",
    start: "स्टार्ट|शुरू करो|शुरू करें|चालू करो|चालू करें|फिर से शुरू करें",
    help: "मदद|सहायता|हेल्प|मदद करो|मदद करें",
  },
  "hi-Latn": {
    stop: "band karo|band karen|band karein|band kar do|band kro|message band karo|messages band karo|msg band karo|message mat bhejo|msg mat bhejo|mat bhejo",
    start: "shuru karo|shuru karen|shuru karein|chalu karo|chalu karen|phir se shuru karo",
    help: "madad|sahayata|madad karo|madad karen|madad chahiye",
  },
  bn: {
    stop: "স্টপ|বন্ধ|বন্ধ করুন|বন্ধ করো|মেসেজ বন্ধ করুন|মেসেজ বন্ধ করো",
    start: "স্টার্ট|শুরু করুন|শুরু করো|চালু করুন|চালু করো",
    help: "সাহায্য|হেল্প|সাহায্য করুন",
  },
  te: {
    stop: "స్టాప్|ఆపు|ఆపండి|నిలిపివేయండి|మెసేజ్‌లు ఆపండి|సందేశాలు ఆపండి",
    start: "స్టార్ట్|ప్రారంభించు|ప్రారంభించండి|మొదలుపెట్టండి",
    help: "సహాయం|హెల్ప్|సహాయం చేయండి",
  },
  mr: {
    stop: "बंद करा|थांबवा|मेसेज बंद करा|संदेश बंद करा|पाठवू नका",
    start: "सुरू करा|चालू करा|पुन्हा सुरू करा",
    help: "मदत|मदत करा|साहाय्य",
  },
  ta: {
    stop: "ஸ்டாப்|நிறுத்து|நிறுத்தவும்|நிறுத்துங்கள்|செய்திகளை நிறுத்து|செய்திகளை நிறுத்தவும்",
    start: "ஸ்டார்ட்|தொடங்கு|தொடங்கவும்|தொடங்குங்கள்|ஆரம்பிக்கவும்",
    help: "உதவி|ஹெல்ப்|உதவவும்",
  },
  gu: {
    stop: "સ્ટોપ|બંધ કરો|મેસેજ બંધ કરો|સંદેશા બંધ કરો|રોકો",
    start: "સ્ટાર્ટ|શરૂ કરો|ચાલુ કરો|ફરી શરૂ કરો",
    help: "મદદ|હેલ્પ|મદદ કરો|સહાય",
  },
  ur: {
    stop: "سٹاپ|اسٹاپ|بند کرو|بند کریں|بند کر دو|میسج بند کرو|میسج بند کریں|پیغامات بند کریں|مت بھیجو",
    start: "سٹارٹ|اسٹارٹ|شروع کرو|شروع کریں|چالو کریں",
    help: "مدد|ہیلپ|مدد کریں",
  },
};

const keywords: readonly Keyword[] = ["stop", "start", "help"];

function setOf(words: string): ReadonlySet<string> {
  return new Set(bareWords(words, "|"));
}

function table(words: (keyword: Keyword) => readonly (readonly [words: string, language: string | null])[]) {
  return new Map(
    keywords.flatMap((keyword) =>
      words(keyword).flatMap(([list, language]) =>
        [...setOf(list)].map((word) => [word, { keyword, language }] as const),
      ),
    ),
  );
}

const everywhere = table((keyword) => [
  ...Object.entries(byLanguage).map(([language, words]) => [words[keyword], language] as const),
  [international[keyword], null],
]);
const onSms = table((keyword) => [[bySmsOnly[keyword], null]]);
const longest = Math.max(...[...everywhere.keys(), ...onSms.keys()].map(({ length }) => length));

interface Said {
  readonly text: string;
  readonly choiceId: string | null;
}

/**
 * The keyword that a customer's whole message is: a word, a button, or a sentence that can only mean STOP. START always
 * counts by SMS. Elsewhere it counts only after an opt-out, because chats also begin with it. YES counts as START by SMS
 * after an opt-out, as at Twilio.
 */
export function keywordOf(channel: ChannelType, message: Said, isOptedOut: boolean): RecognisedKeyword | undefined {
  if (!isCarried(channel)) return undefined;
  const sms = carrierOf(channel).stopIsFinal;
  const chosen = message.choiceId === null ? undefined : keywordChoices.get(message.choiceId);
  if (chosen) return { keyword: chosen, language: null, answeredByProvider: sms };
  const stop = stopOf(message);
  if (stop) return { ...stop, answeredByProvider: false };
  if (message.text.length > longest * 3) return undefined;
  const word = bare(carrierOf(channel).commands ? withoutArgument(message.text) : message.text);
  const found =
    everywhere.get(word) ?? (sms ? onSms.get(word) : undefined) ?? yesAgain(word, sms && isOptedOut) ?? again(message);
  if (!found || (found.keyword === "start" && !sms && !isOptedOut)) return undefined;
  return { ...found, answeredByProvider: sms && doneByTwilio.has(word) };
}

/** True for a message that may be meant as STOP, so that the customer is asked. */
export function maybeStop(channel: ChannelType, message: Said): { readonly language: string | null } | undefined {
  if (!isCarried(channel) || message.choiceId !== null || keywordOf(channel, message, false)) return undefined;
  const wish = optOutWishIn(message.text);
  return wish && !wish.certain ? { language: wish.language } : undefined;
}

/** STOP by a button's label or payload, or by a sentence. */
function stopOf({ text, choiceId }: Said): Pick<RecognisedKeyword, "keyword" | "language"> | undefined {
  if (choiceId === optOutChoices.stop) return { keyword: "stop", language: null };
  if (choiceId === optOutChoices.keep) return undefined;
  const button = choiceId === null ? undefined : optOutButtonLanguage([choiceId, text]);
  if (button !== undefined) return { keyword: "stop", language: button === "en" ? null : button };
  const payload = choiceId === null ? undefined : everywhere.get(bare(choiceId.slice(0, longest * 3)));
  if (payload?.keyword === "stop") return payload;
  if (everywhere.has(bare(text.slice(0, longest * 3)))) return undefined;
  const wish = optOutWishIn(text);
  return wish?.certain ? { keyword: "stop", language: wish.language } : undefined;
}

/** STOP or START with polite words around it. HELP with a word beside it is a question for the agent. */
function again({ text }: Said): Pick<RecognisedKeyword, "keyword" | "language"> | undefined {
  const found = everywhere.get(withoutPoliteness(text));
  return found?.keyword === "help" ? undefined : found;
}

/** `/start offer_1` and `/stop@some_bot` are the commands `/start` and `/stop`. */
function withoutArgument(text: string): string {
  return /^\s*(\/[a-z]+)(?:@\w+)?(?:\s|$)/i.exec(text)?.[1] ?? text;
}

function yesAgain(word: string, counts: boolean) {
  return counts && word === "yes" ? { keyword: "start" as const, language: null } : undefined;
}
