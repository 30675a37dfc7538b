import type { ResearchFact } from "../../../../shared/contracts/lifecycle/research.ts";
import type { PolicyTopic } from "../../../../shared/events/lifecycle/research-claims.ts";
import type { DemoConfig, DemoLanguage } from "../demo-config.ts";
import { priceWords } from "../generate/words.ts";

type Entry = DemoConfig["knowledge"][number];

/** What an entry is called, in the words of the question that it answers. */
const titles = {
  en: {
    address: "Address: where we are",
    phone: "Phone number",
    email: "E-mail address",
    hours: "Opening hours: when we are open",
    founding_year: "Since when the business exists",
    description: "What the business does",
    language: "Languages that are spoken",
    social: "Profile",
  },
  hi: {
    address: "पता: हम कहाँ हैं",
    phone: "फ़ोन नंबर",
    email: "ई-मेल पता",
    hours: "खुलने का समय: हम कब खुले हैं",
    founding_year: "व्यवसाय कब से है",
    description: "व्यवसाय क्या करता है",
    language: "बोली जाने वाली भाषाएँ",
    social: "प्रोफ़ाइल",
  },
  ur: {
    address: "پتہ: ہم کہاں ہیں",
    phone: "فون نمبر",
    email: "ای میل پتہ",
    hours: "کھلنے کے اوقات: ہم کب کھلے ہیں",
    founding_year: "کاروبار کب سے ہے",
    description: "کاروبار کیا کرتا ہے",
    language: "بولی جانے والی زبانیں",
    social: "پروفائل",
  },
} as const;

const policies: Readonly<Record<DemoLanguage, Readonly<Record<PolicyTopic, string>>>> = {
  en: {
    returns: "Policy: returns and refunds",
    shipping: "Policy: shipping and delivery",
    cancellation: "Policy: cancelling",
    payment: "Policy: payment",
    warranty: "Policy: warranty",
    privacy: "Policy: privacy",
  },
  hi: {
    returns: "नीति: वापसी और धन वापसी",
    shipping: "नीति: डिलीवरी",
    cancellation: "नीति: रद्द करना",
    payment: "नीति: भुगतान",
    warranty: "नीति: वारंटी",
    privacy: "नीति: गोपनीयता",
  },
  ur: {
    returns: "پالیسی: واپسی اور رقم کی واپسی",
    shipping: "پالیسی: ترسیل",
    cancellation: "پالیسی: منسوخی",
    payment: "پالیسی: ادائیگی",
    warranty: "پالیسی: وارنٹی",
    privacy: "پالیسی: رازداری",
  },
};

/** What a fact lets the agent answer, with its place. Prices in rupees stand in the products, people are left out. */
export function entryOf(fact: ResearchFact, language: DemoLanguage): Entry | undefined {
  const title = titles[language];
  const say = (heading: string, text: string) => ({
    title: cut(fact.label === "" ? heading : `${heading} (${fact.label})`, 120),
    text: cut(text, 900),
    url: fact.source.url,
  });
  switch (fact.kind) {
    case "address":
      return say(title.address, fact.value.text);
    case "phone":
    case "email":
    case "description":
      return say(title[fact.kind], fact.value);
    case "founding_year":
      return say(title.founding_year, String(fact.value));
    case "hours":
      return say(title.hours, fact.text);
    case "language":
      return say(title.language, new Intl.DisplayNames([language], { type: "language" }).of(fact.value) ?? fact.value);
    case "policy":
      return say(policies[language][fact.value.topic], fact.value.text);
    case "faq":
      return say(fact.value.question, `${fact.value.question} ${fact.value.answer}`);
    case "social":
      return say(`${title.social}: ${fact.value.network}`, fact.value.url);
    case "product": {
      const { name, price } = fact.value;
      if (price === null || price.currency === "INR") return undefined;
      const amount = new Intl.NumberFormat(language, { style: "currency", currency: price.currency });
      const digits = amount.resolvedOptions().maximumFractionDigits ?? 2;
      return say(priceWords[language](name), `${name}: ${amount.format(price.minor / 10 ** digits)}`);
    }
    default:
      return undefined;
  }
}

function cut(text: string, most: number): string {
  return [...text].slice(0, most).join("").trim();
}
