import { draftRequirements } from "./draft-requirements.ts";

const business = {
  name: "Lamp House",
  site: null,
  region: "IN",
  city: null,
  industry: null,
  instagram: null,
  facebook: null,
  tiktok: null,
  place_id: null,
  review_urls: [],
  document_ids: [],
};
const source = { kind: "website" as const, url: null, fetched_at: "", page_id: "p", span: { start: 0, end: 1 } };
const common = { id: "f", text: "", label: "", source, others: [], status: "stated" as const };

it("asks for English and promises no prices where research found neither", () => {
  const text = JSON.stringify(draftRequirements({ business, facts: [] }));
  expect(text).toContain("Answer in English");
  expect(text).not.toContain("prices");
});

it("takes languages and prices from the facts, and checks every must by a scenario", () => {
  const price = { minor: 9_000, currency: "INR" };
  const facts = [
    { ...common, kind: "language" as const, value: "hi" },
    { ...common, kind: "product" as const, value: { name: "Lamp", price } },
  ];
  const operations = draftRequirements({ business: { ...business, industry: "retail" }, facts });
  const text = JSON.stringify(operations);
  expect(text).toContain("Answer in Hindi");
  expect(text).toContain("Name prices exactly");
  const sections = operations.flatMap((each) => (each.op === "add" ? [each.section] : []));
  expect(sections.filter((section) => section === "scenarios")).toHaveLength(
    sections.filter((section) => section === "requirements").length,
  );
  expect(operations[0]).toMatchObject({ op: "set", field: "industry", value: "retail" });
});
