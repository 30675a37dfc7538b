import type { PdfLanguage } from "../../../../shared/documents/pdf/pdf-document.ts";
import type { ChargeLineWhat, PriceModelKind } from "./shown-names.ts";

/** The fixed words of a proposal in one language. `{…}` is filled in. */
export interface ProposalWords {
  readonly proposalFor: string;
  readonly sender: string;
  readonly contacts: string;
  readonly monthlyCharge: string;
  readonly what: string;
  readonly units: string;
  readonly price: string;
  readonly amount: string;
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly setup: string;
  readonly setupNote: string;
  readonly validUntil: string;
  readonly howCharged: string;
  readonly included: string;
  readonly tier: string;
  readonly lastTier: string;
  readonly outcomeNote: string;
  readonly useNote: string;
  readonly accept: string;
  readonly acceptIntro: string;
  readonly name: string;
  readonly agree: string;
  readonly acceptButton: string;
  readonly pdf: string;
  readonly accepted: string;
  readonly expired: string;
  readonly withdrawn: string;
  readonly version: string;
  readonly nameMissing: string;
  readonly models: Readonly<Record<PriceModelKind, string>>;
  readonly lines: Readonly<Record<ChargeLineWhat, string>>;
}

const en: ProposalWords = {
  proposalFor: "Proposal for {client}",
  sender: "Offered by",
  contacts: "Conversations and calls a month",
  monthlyCharge: "Monthly charge",
  what: "What is charged",
  units: "Number",
  price: "Price each",
  amount: "Amount",
  discount: "Discount",
  net: "Net",
  tax: "{name} {percent} %",
  total: "Total a month",
  setup: "Setup, once",
  setupNote: "{amount} and {tax} of {name}",
  validUntil: "Valid until",
  howCharged: "How you are charged",
  included: "Included a month",
  tier: "{what}: {from} to {to}",
  lastTier: "{what}: from {from}",
  outcomeNote: "A resolution is not charged when the customer returns with the same wish.",
  useNote: "The amounts are for the numbers above. You pay for what is used.",
  accept: "Accept this proposal",
  acceptIntro: "Your name and the time are kept with the version below. It can be accepted once.",
  name: "Your full name",
  agree: "I accept this proposal for {client}.",
  acceptButton: "Accept",
  pdf: "Download as PDF",
  accepted: "Accepted by {name} on {date}.",
  expired: "This proposal expired on {date}. Ask the sender for a new one.",
  withdrawn: "This proposal was withdrawn. Ask the sender for a new one.",
  version: "Version",
  nameMissing: "Write your full name, and tick that you accept.",
  models: {
    per_resolution: "For each resolved contact",
    per_conversation: "For each conversation",
    per_minute: "For each minute of calls",
    per_seat: "For each person who works in the console",
    tiers: "By volume",
    hybrid: "Monthly fee and use",
    outcome: "For each lasting resolution",
  },
  lines: {
    conversation: "Conversations",
    resolution: "Resolutions",
    minute: "Minutes of calls",
    seat: "People in the console",
    base: "Monthly fee",
    "lasting-resolution": "Lasting resolutions",
    minimum: "Up to the monthly minimum",
  },
};

const hi: ProposalWords = {
  proposalFor: "{client} के लिए प्रस्ताव",
  sender: "प्रस्तावक",
  contacts: "प्रति माह बातचीत और कॉल",
  monthlyCharge: "मासिक शुल्क",
  what: "शुल्क का विवरण",
  units: "संख्या",
  price: "प्रति इकाई मूल्य",
  amount: "राशि",
  discount: "छूट",
  net: "कर से पहले",
  tax: "{name} {percent} %",
  total: "कुल, प्रति माह",
  setup: "आरंभिक शुल्क, एक बार",
  setupNote: "{amount} और {tax} {name}",
  validUntil: "मान्य अवधि",
  howCharged: "शुल्क का आधार",
  included: "प्रति माह शामिल",
  tier: "{what}: {from} से {to}",
  lastTier: "{what}: {from} से आगे",
  outcomeNote: "यदि ग्राहक उसी काम के लिए लौटता है तो उस समाधान का शुल्क नहीं लिया जाता।",
  useNote: "राशियाँ ऊपर दी गई संख्याओं के लिए हैं। भुगतान वास्तविक उपयोग का होगा।",
  accept: "प्रस्ताव स्वीकार करें",
  acceptIntro: "आपका नाम और समय नीचे दिए गए संस्करण के साथ रखे जाएँगे। प्रस्ताव एक ही बार स्वीकार किया जा सकता है।",
  name: "आपका पूरा नाम",
  agree: "मैं {client} की ओर से यह प्रस्ताव स्वीकार करता/करती हूँ।",
  acceptButton: "स्वीकार करें",
  pdf: "PDF डाउनलोड करें",
  accepted: "{name} ने {date} को स्वीकार किया।",
  expired: "यह प्रस्ताव {date} को समाप्त हो गया। कृपया भेजने वाले से नया प्रस्ताव माँगें।",
  withdrawn: "यह प्रस्ताव वापस ले लिया गया है। कृपया भेजने वाले से नया प्रस्ताव माँगें।",
  version: "संस्करण",
  nameMissing: "अपना पूरा नाम लिखें और स्वीकृति पर निशान लगाएँ।",
  models: {
    per_resolution: "प्रत्येक हल किए गए संपर्क पर",
    per_conversation: "प्रत्येक बातचीत पर",
    per_minute: "कॉल के प्रत्येक मिनट पर",
    per_seat: "कंसोल में काम करने वाले प्रत्येक व्यक्ति पर",
    tiers: "मात्रा के अनुसार",
    hybrid: "मासिक शुल्क और उपयोग",
    outcome: "प्रत्येक स्थायी समाधान पर",
  },
  lines: {
    conversation: "बातचीत",
    resolution: "समाधान",
    minute: "कॉल के मिनट",
    seat: "कंसोल में लोग",
    base: "मासिक शुल्क",
    "lasting-resolution": "स्थायी समाधान",
    minimum: "न्यूनतम मासिक शुल्क तक",
  },
};

/** What is put in keeps its own direction: an English name does not turn its sentence around. */
const ur: ProposalWords = {
  proposalFor: "\u2068{client}\u2069 کے لیے تجویز",
  sender: "پیشکش از",
  contacts: "ماہانہ بات چیت اور کالیں",
  monthlyCharge: "ماہانہ رقم",
  what: "رقم کس چیز کی",
  units: "تعداد",
  price: "فی اکائی قیمت",
  amount: "رقم",
  discount: "رعایت",
  net: "ٹیکس سے پہلے",
  tax: "\u2068{name}\u2069 \u2066{percent}%\u2069",
  total: "کل، ماہانہ",
  setup: "ابتدائی رقم، ایک بار",
  setupNote: "\u2066{amount}\u2069 اور \u2066{tax}\u2069 \u2068{name}\u2069",
  validUntil: "میعاد",
  howCharged: "رقم کا حساب",
  included: "ماہانہ شامل",
  tier: "{what}: \u2066{from}\u2069 سے \u2066{to}\u2069 تک",
  lastTier: "{what}: \u2066{from}\u2069 سے آگے",
  outcomeNote: "اگر گاہک اسی کام کے لیے دوبارہ آئے تو اس حل کی رقم نہیں لی جاتی۔",
  useNote: "یہ رقمیں اوپر دی گئی تعداد کے لیے ہیں۔ ادائیگی حقیقی استعمال کی ہوگی۔",
  accept: "یہ تجویز قبول کریں",
  acceptIntro: "آپ کا نام اور وقت نیچے دیے گئے نسخے کے ساتھ محفوظ رہیں گے۔ تجویز صرف ایک بار قبول کی جا سکتی ہے۔",
  name: "آپ کا پورا نام",
  agree: "میں \u2068{client}\u2069 کی طرف سے یہ تجویز قبول کرتا/کرتی ہوں۔",
  acceptButton: "قبول کریں",
  pdf: "PDF ڈاؤن لوڈ کریں",
  accepted: "\u2068{name}\u2069 نے قبول کی: \u2068{date}\u2069۔",
  expired: "اس تجویز کی میعاد ختم ہو گئی: \u2068{date}\u2069۔ براہِ کرم بھیجنے والے سے نئی تجویز مانگیں۔",
  withdrawn: "یہ تجویز واپس لے لی گئی ہے۔ براہِ کرم بھیجنے والے سے نئی تجویز مانگیں۔",
  version: "نسخہ",
  nameMissing: "اپنا پورا نام لکھیں اور قبولیت پر نشان لگائیں۔",
  models: {
    per_resolution: "ہر حل شدہ رابطے پر",
    per_conversation: "ہر بات چیت پر",
    per_minute: "کال کے ہر منٹ پر",
    per_seat: "کنسول میں کام کرنے والے ہر فرد پر",
    tiers: "مقدار کے مطابق",
    hybrid: "ماہانہ فیس اور استعمال",
    outcome: "ہر پائیدار حل پر",
  },
  lines: {
    conversation: "بات چیت",
    resolution: "حل",
    minute: "کال کے منٹ",
    seat: "کنسول میں لوگ",
    base: "ماہانہ فیس",
    "lasting-resolution": "پائیدار حل",
    minimum: "کم از کم ماہانہ رقم تک",
  },
};

export const proposalWords: Readonly<Record<PdfLanguage, ProposalWords>> = { en, hi, ur };

/** Fills in the places of a text. Places without a value stay. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
