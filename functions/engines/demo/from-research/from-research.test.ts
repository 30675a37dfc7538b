import type { ResearchFact, ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import type { ResearchClaim } from "../../../../shared/events/lifecycle/research-claims.ts";
import { nothingKnown } from "../../../../shared/events/lifecycle/research-subject.fixture.ts";
import { DemoConfig, mockDataOf } from "../demo-config.ts";
import { demoFromReport } from "./demo-from-report.ts";
import { industryOf } from "./industry-of.ts";
import { openingHoursFrom } from "./opening-hours.ts";

function fact(claim: ResearchClaim, more: Partial<Pick<ResearchFact, "status" | "label">> = {}): ResearchFact {
  const source = {
    kind: "website" as const,
    url: "https://lamps.example/a",
    fetched_at: "2026-11-29T00:00:00Z",
    page_id: "p1",
    span: { start: 0, end: 4 },
  };
  return { id: "f", text: "Mon-Sat 10-7", label: "", source, others: [], status: "stated", ...more, ...claim };
}

function reportOf(facts: readonly ResearchFact[], business: Partial<ResearchReport["business"]> = {}): ResearchReport {
  return {
    run_id: "r",
    revision: 1,
    type: "primary",
    written_at: "2026-11-29T00:00:00Z",
    facts: [...facts],
    business: {
      ...nothingKnown,
      name: "Lamp House",
      ...business,
    },
    left_out: [],
    contradictions: [],
    gaps: [],
    sources: [],
    themes: [],
    competitors: [],
    opportunities: [],
    questions: [],
  };
}

const lamp = (minor: number, currency = "INR") =>
  ({ kind: "product", value: { name: "Brass lamp", price: { minor, currency } } }) as const;
const shop = DemoConfig.parse({ industry: "ecommerce" });

it("takes over what is known and leaves out what is disputed", () => {
  const report = reportOf([
    fact({ kind: "name", value: "Lamp House Pune" }),
    fact(lamp(149_900)),
    fact({ kind: "hours", value: [{ day: "mo", opens: "10:00", closes: "19:00" }] }),
    fact({ kind: "faq", value: { question: "Do you repair lamps?", answer: "Yes, brass ones." } }),
    fact({ kind: "policy", value: { topic: "returns", text: "Returns within 7 days." } }),
    fact({ kind: "address", value: { text: "12 MG Road, Pune", postcode: null } }, { status: "disputed" }),
    fact({ kind: "phone", value: "+912041234567" }, { label: "whatsapp" }),
    fact({ kind: "logo", value: "https://lamps.example/logo.svg" }),
    fact({ kind: "color", value: "#8b0000" }),
    fact({ kind: "person", value: { name: "Ravi Rao", role: "Owner" } }),
  ]);
  const { config, notes } = demoFromReport(shop, report);
  expect(config).toMatchObject({
    business_name: "Lamp House Pune",
    opening_hours: { mon: ["10:00-19:00"] },
    branding: { primary_color: "#8b0000", logo_url: "https://lamps.example/logo.svg" },
  });
  expect(mockDataOf(config).products).toEqual([{ name: "Brass lamp", price_minor: 149_900 }]);
  expect(mockDataOf(config).articles.topics).not.toContain("policies");
  expect(config.knowledge.map(({ title }) => title)).toEqual([
    "Opening hours: when we are open",
    "Do you repair lamps?",
    "Policy: returns and refunds",
    "Phone number (whatsapp)",
  ]);
  expect(config.knowledge.every(({ url }) => url === "https://lamps.example/a")).toBe(true);
  expect(JSON.stringify(config)).not.toMatch(/MG Road|Ravi/);
  expect(notes).toEqual(["Left out because sources disagree: address. Ask the business."]);
});

it("invents nothing as a fact, and keeps what the configuration says", () => {
  const given = DemoConfig.parse({
    industry: "ecommerce",
    business_name: "Mine",
    branding: { primary_color: "#111111" },
  });
  const { config, notes } = demoFromReport(given, reportOf([fact({ kind: "color", value: "#8b0000" })]));
  expect(config).toMatchObject({ business_name: "Mine", branding: { primary_color: "#111111" }, knowledge: [] });
  expect(config.opening_hours).toBeUndefined();
  expect(notes.join()).toContain("hours, products, policies");
});

it("says a price in its own currency", () => {
  const { config } = demoFromReport(shop, reportOf([fact(lamp(1_999, "USD"))]));
  expect(mockDataOf(config).products).toEqual([{ name: "Brass lamp", price_minor: null }]);
  expect(config.knowledge[0]?.text).toBe("Brass lamp: $19.99");
  const yen = demoFromReport(shop, reportOf([fact(lamp(1_999, "JPY"))])).config;
  expect(yen.knowledge[0]?.text).toBe("Brass lamp: ¥1,999");
});

it("splits a night into two days", () => {
  expect(openingHoursFrom([{ day: "su", opens: "18:00", closes: "02:00" }])).toEqual({
    sun: ["18:00-24:00"],
    mon: ["00:00-02:00"],
  });
  expect(openingHoursFrom([])).toBeUndefined();
});

it("tells the industry by the business's own words, or not at all", () => {
  expect(industryOf(reportOf([], { industry: "dental clinic" }))).toBe("healthcare");
  expect(industryOf(reportOf([fact(lamp(1))], { name: "Green" }))).toBe("ecommerce");
  expect(industryOf(reportOf([], { name: "Acme" }))).toBeUndefined();
});
