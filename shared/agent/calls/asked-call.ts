import type { Identity } from "../../tools/identity.ts";
import type { Preview } from "../../tools/preview.ts";
import { inLanguage } from "../language/in-language.ts";

/** A call that waits until somebody agrees to these very arguments. It has not run. */
export interface AskedCall {
  /** The key of its effect: the same in every run of the turn, and when it runs at last. */
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What whoever agrees is shown. */
  readonly preview: Preview;
  readonly who: "customer" | "operator";
  /** The role that must approve the call. Null: every operator may. */
  readonly role: "admin" | "operator" | null;
  /** Who the customer had proven to be. */
  readonly identity: Identity;
}

/** A call to which the customer has agreed, or a colleague. */
export type GrantedCall = Pick<AskedCall, "id" | "tool" | "arguments" | "preview" | "who">;

interface AskPhrases {
  readonly ask: string;
  readonly yes: string;
  readonly no: string;
  /** Said when a colleague must agree. */
  readonly wait: string;
}

const english: AskPhrases = {
  ask: "Shall I do this?",
  yes: "Yes, do it",
  no: "No, do not",
  wait: "A colleague has to approve this first. I will write to you as soon as it is decided.",
};

const byLanguage: Readonly<Record<string, AskPhrases>> = {
  hi: {
    ask: "क्या मैं यह कर दूँ?",
    yes: "हाँ, कर दीजिए",
    no: "नहीं, मत कीजिए",
    wait: "इसके लिए पहले एक सहकर्मी की मंज़ूरी चाहिए। फ़ैसला होते ही मैं आपको लिखूँगा।",
  },
  "hi-Latn": {
    ask: "Kya main yeh kar doon?",
    yes: "Haan, kar dijiye",
    no: "Nahi, mat kijiye",
    wait: "Iske liye pehle ek colleague ki manzoori chahiye. Faisla hote hi main aapko likhunga.",
  },
  bn: {
    ask: "আমি কি এটি করব?",
    yes: "হ্যাঁ, করুন",
    no: "না, করবেন না",
    wait: "এর জন্য আগে একজন সহকর্মীর অনুমোদন লাগবে। সিদ্ধান্ত হলেই আমি আপনাকে লিখব।",
  },
  te: {
    ask: "నేను ఇది చేయమంటారా?",
    yes: "అవును, చేయండి",
    no: "వద్దు, చేయకండి",
    wait: "దీనికి ముందుగా ఒక సహోద్యోగి ఆమోదం కావాలి. నిర్ణయం అయిన వెంటనే మీకు రాస్తాను.",
  },
  mr: {
    ask: "मी हे करू का?",
    yes: "हो, करा",
    no: "नाही, करू नका",
    wait: "यासाठी आधी एका सहकाऱ्याची मंजुरी लागेल. निर्णय होताच मी तुम्हाला लिहीन.",
  },
  ta: {
    ask: "நான் இதைச் செய்யட்டுமா?",
    yes: "ஆம், செய்யுங்கள்",
    no: "வேண்டாம்",
    wait: "இதற்கு முதலில் ஒரு சக ஊழியரின் ஒப்புதல் தேவை. முடிவானதும் உங்களுக்கு எழுதுகிறேன்.",
  },
  gu: {
    ask: "શું હું આ કરું?",
    yes: "હા, કરો",
    no: "ના, ન કરો",
    wait: "આ માટે પહેલાં એક સહકર્મીની મંજૂરી જોઈએ. નિર્ણય થતાં જ હું તમને લખીશ.",
  },
  ur: {
    ask: "کیا میں یہ کر دوں؟",
    yes: "جی ہاں، کر دیں",
    no: "نہیں، مت کریں",
    wait: "اس کے لیے پہلے ایک ساتھی کی منظوری چاہیے۔ فیصلہ ہوتے ہی میں آپ کو لکھوں گا۔",
  },
};

/** What the customer reads in place of a reply of the model's: what would be done, and the question. */
export function askText({ preview, who }: AskedCall, language: string): string {
  const { ask, wait } = inLanguage(byLanguage, language, english);
  return `${previewText(preview)}\n\n${who === "customer" ? ask : wait}`;
}

export function previewText({ title, lines }: Preview): string {
  return [title, ...lines.map(({ label, value }) => `${label}: ${value}`)].join("\n");
}

/** The answers to pick from. Their ids name the call: the answer to another question does not count for this one. */
export function askChoices({ id, who }: AskedCall, language: string) {
  if (who !== "customer") return [];
  const { yes, no } = inLanguage(byLanguage, language, english);
  return [
    { id: choiceId(id, "yes"), label: yes },
    { id: choiceId(id, "no"), label: no },
  ];
}

export function choiceId(callId: string, answer: "yes" | "no"): string {
  return `agree:${callId}:${answer}`;
}
