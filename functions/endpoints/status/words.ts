import type { ShownState } from "../../engines/sla/status/read-status.ts";

const english = {
  title: "Service status",
  up: "Working",
  down: "Trouble",
  unknown: "Not known",
  maintenance: "Maintenance",
  allUp: "All channels work.",
  someDown: "There is trouble on some channels.",
  maintained: "Maintenance is under way.",
  noneKnown: "The state is not known at the moment.",
  channels: "Channels",
  history: "The last 90 days",
  checked: "Last checked",
  incidents: "Incidents",
  ongoing: "goes on",
  planned: "Maintenance",
  corrections: "Corrections of the record",
  countsUp: "counts as working",
  countsDown: "counts as down",
  countsUnknown: "counts as not known",
  countsExcluded: "does not count",
  none: "None.",
  missing: "There is no status page at this address.",
};
export type StatusWords = typeof english;

const hindi: StatusWords = {
  title: "सेवा की स्थिति",
  up: "चालू",
  down: "समस्या",
  unknown: "अज्ञात",
  maintenance: "रखरखाव",
  allUp: "सभी चैनल चालू हैं।",
  someDown: "कुछ चैनलों पर समस्या है।",
  maintained: "रखरखाव चल रहा है।",
  noneKnown: "अभी स्थिति ज्ञात नहीं है।",
  channels: "चैनल",
  history: "पिछले 90 दिन",
  checked: "अंतिम जाँच",
  incidents: "घटनाएँ",
  ongoing: "जारी है",
  planned: "रखरखाव",
  corrections: "अभिलेख में सुधार",
  countsUp: "चालू गिना जाता है",
  countsDown: "बंद गिना जाता है",
  countsUnknown: "अज्ञात गिना जाता है",
  countsExcluded: "नहीं गिना जाता",
  none: "कोई नहीं।",
  missing: "इस पते पर कोई स्थिति पृष्ठ नहीं है।",
};

const urdu: StatusWords = {
  title: "سروس کی صورتِ حال",
  up: "چل رہا ہے",
  down: "مسئلہ",
  unknown: "معلوم نہیں",
  maintenance: "دیکھ بھال",
  allUp: "تمام چینل چل رہے ہیں۔",
  someDown: "کچھ چینلوں پر مسئلہ ہے۔",
  maintained: "دیکھ بھال جاری ہے۔",
  noneKnown: "فی الحال صورتِ حال معلوم نہیں۔",
  channels: "چینل",
  history: "پچھلے 90 دن",
  checked: "آخری جانچ",
  incidents: "واقعات",
  ongoing: "جاری ہے",
  planned: "دیکھ بھال",
  corrections: "ریکارڈ میں تصحیح",
  countsUp: "چلتا ہوا شمار ہوتا ہے",
  countsDown: "بند شمار ہوتا ہے",
  countsUnknown: "نامعلوم شمار ہوتا ہے",
  countsExcluded: "شمار نہیں ہوتا",
  none: "کوئی نہیں۔",
  missing: "اس پتے پر کوئی اسٹیٹس صفحہ نہیں ہے۔",
};

/** By language, each in its own name as the page's links show it. */
export const statusLanguages = { en: "English", hi: "हिन्दी", ur: "اردو" } as const;
export type StatusLanguage = keyof typeof statusLanguages;
export const statusWords: Readonly<Record<StatusLanguage, StatusWords>> = { en: english, hi: hindi, ur: urdu };

export function isStatusLanguage(text: string | null): text is StatusLanguage {
  return text !== null && Object.hasOwn(statusLanguages, text);
}

export function overallOf(states: readonly ShownState[]): ShownState {
  for (const state of ["down", "maintenance", "up"] as const) if (states.includes(state)) return state;
  return "unknown";
}
