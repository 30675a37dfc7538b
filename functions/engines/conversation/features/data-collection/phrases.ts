import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
import type { Content } from "../../../../../shared/events/index.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import { choiceIdOf, type LearntDetails } from "./learn.ts";
import { maskedValue } from "./masked.ts";
import { aboutConsent, type CollectionState } from "./state.ts";

interface Phrases {
  readonly yes: string;
  readonly no: string;
  readonly phone: string;
  readonly email: string;
  readonly name: string;
  confirm(label: string, value: string): string;
}

const english: Phrases = {
  yes: "Yes",
  no: "No",
  phone: "phone number",
  email: "e-mail address",
  name: "name",
  confirm: (label, value) => `Please confirm: is your ${label} ${value}?`,
};

const byLanguage: Readonly<Record<string, Phrases>> = {
  en: english,
  hi: {
    yes: "हाँ",
    no: "नहीं",
    phone: "फ़ोन नंबर",
    email: "ई-मेल पता",
    name: "नाम",
    confirm: (label, value) => `कृपया पुष्टि करें: क्या आपका ${label} ${value} है?`,
  },
  "hi-Latn": {
    yes: "Haan",
    no: "Nahi",
    phone: "phone number",
    email: "e-mail",
    name: "naam",
    confirm: (label, value) => `Kripya confirm karein: kya aapka ${label} ${value} hai?`,
  },
  mr: {
    yes: "हो",
    no: "नाही",
    phone: "फोन नंबर",
    email: "ई-मेल पत्ता",
    name: "नाव",
    confirm: (label, value) => `कृपया खात्री करा: तुमचे ${label} ${value} आहे का?`,
  },
  bn: {
    yes: "হ্যাঁ",
    no: "না",
    phone: "ফোন নম্বর",
    email: "ই-মেইল ঠিকানা",
    name: "নাম",
    confirm: (label, value) => `অনুগ্রহ করে নিশ্চিত করুন: আপনার ${label} কি ${value}?`,
  },
  te: {
    yes: "అవును",
    no: "కాదు",
    phone: "ఫోన్ నంబర్",
    email: "ఈ-మెయిల్ చిరునామా",
    name: "పేరు",
    confirm: (label, value) => `దయచేసి నిర్ధారించండి: మీ ${label} ${value} సరైనదేనా?`,
  },
  ta: {
    yes: "ஆம்",
    no: "இல்லை",
    phone: "தொலைபேசி எண்",
    email: "மின்னஞ்சல் முகவரி",
    name: "பெயர்",
    confirm: (label, value) => `தயவுசெய்து உறுதிப்படுத்தவும்: உங்கள் ${label} ${value} சரியா?`,
  },
  gu: {
    yes: "હા",
    no: "ના",
    phone: "ફોન નંબર",
    email: "ઈ-મેઇલ સરનામું",
    name: "નામ",
    confirm: (label, value) => `કૃપા કરીને ખાતરી કરો: શું તમારું ${label} ${value} છે?`,
  },
  ur: {
    yes: "ہاں",
    no: "نہیں",
    phone: "فون نمبر",
    email: "ای میل پتہ",
    name: "نام",
    confirm: (label, value) => `براہ کرم تصدیق کریں: کیا آپ کا ${label} ${value} ہے؟`,
  },
};

/** The question as a message with yes and no buttons. Consent is asked in the tenant's own words. */
export function questionOn(
  about: string,
  of: { readonly state: CollectionState; readonly plan: CollectionPlan; readonly language: string },
): Content {
  const phrases = inLanguage(byLanguage, of.language, english);
  const choices = [
    { id: choiceIdOf({ about, said: "yes" }), label: phrases.yes },
    { id: choiceIdOf({ about, said: "no" }), label: phrases.no },
  ];
  if (about === aboutConsent) return { text: of.plan.consent?.wording ?? "", choices, media: [] };
  const field = of.plan.fields.find(({ id }) => id === about);
  const standard = about === "phone" || about === "email" || about === "name";
  const label = standard ? phrases[about] : (field?.label ?? about);
  const value = maskedValue(field?.kind ?? "text", of.state.pending[about]?.value ?? "");
  return { text: phrases.confirm(label, value), choices, media: [] };
}

/** The notes for the agent in this turn. */
export function notesOn({ answer, question }: LearntDetails, plan: CollectionPlan): string[] {
  const notes: string[] = [];
  const labelOf = (about: string) => plan.fields.find(({ id }) => id === about)?.label ?? about;
  if (answer?.about === aboutConsent)
    notes.push(
      answer.said === "yes"
        ? "The customer has just agreed that their details are kept."
        : "The customer does not want their details kept. Accept it in one sentence and go on.",
    );
  else if (answer)
    notes.push(
      answer.said === "yes"
        ? `The customer has just confirmed their ${labelOf(answer.about)}.`
        : `The ${labelOf(answer.about)} was understood wrongly: ask for it again.`,
    );
  if (question !== null)
    notes.push(
      "After your answer the customer is asked a yes-or-no question about the details they gave: do not ask it too.",
    );
  return notes;
}

export function notesOnMissing({ kept, pending, consent }: CollectionState, { fields }: CollectionPlan): string[] {
  const missing = fields.filter(({ id, required }) => required && !kept[id] && !pending[id]);
  if (missing.length === 0 || consent === "refused") return [];
  return [
    `Still to be asked of the customer, when it fits: ${missing.map(({ ask, label }) => ask ?? label).join(" / ")}`,
  ];
}
