import type { ResearchFact, ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import { DemoConfig, demoTopics, HexColor } from "../demo-config.ts";
import { entryOf } from "./fact-entries.ts";
import { openingHoursFrom } from "./opening-hours.ts";

type OfKind<K extends ResearchFact["kind"]> = Extract<ResearchFact, { kind: K }>;

const most = { products: 60, knowledge: 120 };

/**
 * A demo's configuration with what a report says of the business. What the configuration itself says stays. Facts that
 * sources dispute are left out, and `notes` names them. Pure.
 */
export function demoFromReport(
  given: DemoConfig,
  report: ResearchReport,
): { readonly config: DemoConfig; readonly notes: readonly string[] } {
  const known = report.facts.filter(({ status }) => status !== "disputed");
  const ofKind = <K extends ResearchFact["kind"]>(kind: K) =>
    known.filter((fact): fact is OfKind<K> => fact.kind === kind);
  const products = productsOf(ofKind("product"));
  const [mainHours] = ofKind("hours").filter(({ label }) => label === "");
  const hours = given.opening_hours ?? (mainHours && openingHoursFrom(mainHours.value));
  const [primary, accent] = [...new Set(ofKind("color").map(({ value }) => value))].filter(
    (color) => HexColor.safeParse(color).success,
  );
  const logo = ofKind("logo").find(({ value }) => value.length <= 500 && value.startsWith("https://"))?.value;
  const entries = known.flatMap((fact) => entryOf(fact, given.language) ?? []);
  const isGiven = (type: string) => given.mock_data.some((each) => each.type === type);
  const hasPolicy = ofKind("policy").length > 0;
  const config = {
    ...given,
    business_name: given.business_name ?? ofKind("name")[0]?.value ?? report.business.name,
    ...(hours === undefined ? {} : { opening_hours: hours }),
    mock_data: [
      ...given.mock_data,
      ...(isGiven("products") || products.length === 0 ? [] : [{ type: "products", items: products }]),
      // Invented rules beside the real ones would contradict them.
      ...(isGiven("knowledge_base") || !hasPolicy
        ? []
        : [{ type: "knowledge_base", topics: demoTopics.filter((topic) => topic !== "policies") }]),
    ].slice(0, 8),
    knowledge: [...given.knowledge, ...entries].slice(0, most.knowledge),
    branding: {
      ...(primary === undefined ? {} : { primary_color: primary }),
      ...(accent === undefined ? {} : { accent_color: accent }),
      ...(logo === undefined ? {} : { logo_url: logo }),
      ...given.branding,
    },
  };
  const isKnown = {
    hours: hours !== undefined,
    products: products.length > 0 || isGiven("products"),
    policies: hasPolicy,
  };
  return { config: DemoConfig.parse(config), notes: notesOf(report, isKnown) };
}

/** One entry a name, the one with a price first. */
function productsOf(facts: readonly OfKind<"product">[]) {
  const byName = new Map<string, { name: string; price_minor: number | null }>();
  for (const { value } of facts) {
    const price_minor = value.price?.currency === "INR" ? value.price.minor : null;
    const before = byName.get(value.name.toLowerCase());
    if (before === undefined || before.price_minor === null)
      byName.set(value.name.toLowerCase(), { name: value.name, price_minor });
  }
  return [...byName.values()].slice(0, most.products);
}

function notesOf(report: ResearchReport, isKnown: Readonly<Record<string, boolean>>): string[] {
  const disputed = [...new Set(report.facts.filter(({ status }) => status === "disputed").map(({ kind }) => kind))];
  const unknown = Object.keys(isKnown).filter((what) => isKnown[what] === false);
  return [
    ...(disputed.length === 0 ? [] : [`Left out because sources disagree: ${disputed.join(", ")}. Ask the business.`]),
    ...(unknown.length === 0
      ? []
      : [`The research does not tell: ${unknown.join(", ")}. The demo shows invented ones, marked as invented.`]),
  ];
}
