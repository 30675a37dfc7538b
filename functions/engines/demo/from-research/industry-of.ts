import type { ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import { type DemoIndustry, demoIndustries } from "../industries.ts";

/** Words by which a business of the industry describes itself. */
const words: Readonly<Record<DemoIndustry, RegExp>> = {
  healthcare:
    /\b(clinic|hospital|diagnostic|patholog|doctor|dent(al|ist)|health|medic|patient|physio|ayurved)|जाँच|डॉक्टर|अस्पताल/giu,
  ecommerce:
    /\b(shop|store|retail|e-?commerce|deliver|shipping|returns?\b|cart|furniture|lamp|cloth|jewel)|दुकान|वस्त्र/giu,
  education:
    /\b(school|college|course|coaching|tuition|academy|student|exam|class(es)?\b|training)|विद्यालय|कोचिंग|पाठ्यक्रम/giu,
  "real-estate": /\b(real.?estate|propert(y|ies)|apartment|flat|bhk|builder|developer|villa|plot)|फ़्लैट|संपत्ति/giu,
  restaurant: /\b(restaurant|caf[eé]|dhaba|menu|dish|cuisine|thali|biryani|bakery|dine|catering)|रेस्तराँ|भोजन|थाली/giu,
};

/** The template that suits a business by its own words. Undefined when none does, or when two do equally. */
export function industryOf({ business, facts }: ResearchReport): DemoIndustry | undefined {
  const told = facts.flatMap((fact) => {
    if (fact.kind === "description" || fact.kind === "name") return [fact.value];
    if (fact.kind === "product") return [fact.value.name];
    return fact.kind === "policy" ? [fact.value.text] : [];
  });
  const own = [business.industry ?? "", business.name].join("\n");
  const score = (industry: DemoIndustry) =>
    10 * (own.match(words[industry])?.length ?? 0) + (told.join("\n").match(words[industry])?.length ?? 0);
  const [best, second] = demoIndustries
    .map((industry) => ({ industry, score: score(industry) }))
    .sort((one, other) => other.score - one.score);
  return best && best.score > (second?.score ?? 0) ? best.industry : undefined;
}
