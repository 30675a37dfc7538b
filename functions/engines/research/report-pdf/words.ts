import type { FactKind, ResearchSourceKind } from "../../../../shared/events/lifecycle/research-claims.ts";

/** The languages of printed reports. */
export type ReportLanguage = "en" | "hi";

interface ReportWords {
  readonly title: string;
  readonly author: string;
  readonly summary: string;
  readonly facts: string;
  readonly contradictions: string;
  readonly gaps: string;
  readonly themes: string;
  readonly competitors: string;
  readonly opportunities: string;
  readonly questions: string;
  readonly written: string;
  readonly site: string;
  readonly revision: string;
  readonly value: string;
  readonly status: string;
  readonly contradictory: string;
  readonly none: string;
  readonly mentions: string;
  readonly readAt: string;
  readonly person: string;
  leftOut(kind: string, facts: number): string;
  readonly statuses: Readonly<Record<"stated" | "confirmed" | "disputed", string>>;
  readonly kinds: Readonly<Record<FactKind, string>>;
  readonly sources: Readonly<Record<ResearchSourceKind, string>>;
}

const sources = { google_maps: "Google Maps", instagram: "Instagram", facebook: "Facebook", tiktok: "TikTok" } as const;

/** The fixed words of a printed report. What sources say stays in their language. */
export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = {
  en: {
    title: "Research report",
    author: "Agency",
    summary: "Summary",
    facts: "Facts",
    contradictions: "Contradictions",
    gaps: "Gaps",
    themes: "What reviews speak of",
    competitors: "Competitors",
    opportunities: "Opportunities",
    questions: "What customers ask",
    written: "Written",
    site: "Website",
    revision: "Revision",
    value: "Value",
    status: "Status",
    contradictory: "These values cannot all be true. Ask the business.",
    none: "None found.",
    mentions: "Reviews",
    readAt: "read",
    person: "Found out by a person",
    leftOut: (kind, facts) => `${kind}: ${facts} more stand in the stored texts, and not in this report.`,
    statuses: { stated: "stated once", confirmed: "confirmed", disputed: "disputed" },
    kinds: {
      name: "Name",
      description: "Description",
      phone: "Phone",
      email: "E-mail",
      address: "Address",
      hours: "Opening hours",
      product: "Products and prices",
      founding_year: "Founded",
      language: "Languages",
      policy: "Policies",
      faq: "Questions and answers",
      social: "Profiles",
      person: "People",
      logo: "Logo",
      color: "Colour",
    },
    sources: { ...sources, website: "Website", reviews: "Review site", file: "Document", person: "Person" },
  },
  hi: {
    title: "शोध रिपोर्ट",
    author: "एजेंसी",
    summary: "सारांश",
    facts: "तथ्य",
    contradictions: "विरोधाभास",
    gaps: "अधूरी जानकारी",
    themes: "समीक्षाओं के विषय",
    competitors: "प्रतिस्पर्धी",
    opportunities: "अवसर",
    questions: "ग्राहकों के प्रश्न",
    written: "लिखी गई",
    site: "वेबसाइट",
    revision: "संस्करण",
    value: "मान",
    status: "स्थिति",
    contradictory: "ये सभी मान सही नहीं हो सकते। व्यवसाय से पूछें।",
    none: "कुछ नहीं मिला।",
    mentions: "समीक्षाएँ",
    readAt: "पढ़ा गया",
    person: "किसी व्यक्ति ने पता किया",
    leftOut: (kind, facts) => `${kind}: ${facts} और तथ्य सहेजे गए पाठों में हैं, इस रिपोर्ट में नहीं।`,
    statuses: { stated: "एक बार कहा गया", confirmed: "पुष्ट", disputed: "विवादित" },
    kinds: {
      name: "नाम",
      description: "विवरण",
      phone: "फ़ोन",
      email: "ई-मेल",
      address: "पता",
      hours: "खुलने का समय",
      product: "उत्पाद और मूल्य",
      founding_year: "स्थापना",
      language: "भाषाएँ",
      policy: "नीतियाँ",
      faq: "प्रश्न और उत्तर",
      social: "प्रोफ़ाइल",
      person: "लोग",
      logo: "लोगो",
      color: "रंग",
    },
    sources: { ...sources, website: "वेबसाइट", reviews: "समीक्षा साइट", file: "दस्तावेज़", person: "व्यक्ति" },
  },
};
