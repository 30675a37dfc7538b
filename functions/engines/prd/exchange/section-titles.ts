import type { SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";

/** What the sections are called where people read them. */
export const sectionTitles: Readonly<Record<SectionName, Readonly<Record<"en" | "hi", string>>>> = {
  overview: { en: "Overview", hi: "परिचय" },
  objectives: { en: "Objectives", hi: "उद्देश्य" },
  personas: { en: "Personas", hi: "ग्राहक" },
  requirements: { en: "Requirements", hi: "आवश्यकताएँ" },
  flows: { en: "Conversation flows", hi: "बातचीत के प्रवाह" },
  flow_nodes: { en: "Steps of flows", hi: "प्रवाह के चरण" },
  flow_edges: { en: "Links of flows", hi: "प्रवाह के संबंध" },
  experiments: { en: "Experiments", hi: "प्रयोग" },
  integrations: { en: "Integrations", hi: "एकीकरण" },
  data: { en: "Data and consent", hi: "डेटा और सहमति" },
  escalation: { en: "Escalation", hi: "व्यक्ति को सौंपना" },
  kpis: { en: "Key figures", hi: "मुख्य आँकड़े" },
  non_goals: { en: "Non-goals", hi: "जो नहीं करना है" },
  open_questions: { en: "Open questions", hi: "खुले सवाल" },
  scenarios: { en: "Acceptance scenarios", hi: "स्वीकृति परिदृश्य" },
};
