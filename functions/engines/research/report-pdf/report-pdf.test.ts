import { execFileSync } from "node:child_process";
import { commandPath } from "../../../../emulators/livekit/find.ts";
import type { ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import { renderPdf } from "../../../../shared/documents/pdf/render-pdf.ts";
import { nothingKnown } from "../../../../shared/events/lifecycle/research-subject.fixture.ts";
import { reportPdf } from "./report-pdf.ts";

const at = "2026-11-29T10:00:00.000Z";
const source = (page_id: string, kind: "website" | "person", url: string | null) => ({
  kind,
  url,
  fetched_at: at,
  page_id,
  span: { start: 0, end: 9 },
});
const site = source("p1", "website", "https://lamps.example/contact");
const person = source("p2", "person", null);
const fact = { label: "", others: [] };
const quote = { page_id: "p1", span: { start: 0, end: 9 }, text: "Nobody answers the phone." };

const report: ResearchReport = {
  run_id: "r1",
  revision: 2,
  type: "deep",
  written_at: at,
  business: {
    ...nothingKnown,
    name: "श्री लैम्प हाउस",
    site: "https://lamps.example",
    city: "Pune",
  },
  facts: [
    {
      ...fact,
      id: "f1",
      kind: "phone",
      value: "+912041234567",
      text: "020 4123 4567",
      source: site,
      status: "disputed",
    },
    {
      ...fact,
      id: "f2",
      kind: "phone",
      value: "+912041239999",
      text: "020 4123 9999",
      source: person,
      status: "disputed",
    },
    {
      ...fact,
      id: "f3",
      kind: "product",
      value: { name: "पीतल का दीपक #1", price: { minor: 149_900, currency: "INR" } },
      text: "पीतल का दीपक ₹1,499",
      source: site,
      others: [person],
      status: "confirmed",
    },
  ],
  left_out: [{ kind: "product", facts: 37, page_ids: ["p1"] }],
  contradictions: [
    {
      id: "c1",
      kind: "phone",
      topic: "",
      values: [
        { value: "+912041234567", facts: ["f1"] },
        { value: "+912041239999", facts: ["f2"] },
      ],
    },
  ],
  gaps: [{ kind: "email", question: "Which e-mail address should customers write to?", why: "The agent names it." }],
  themes: [{ name: "Phone not answered", sentiment: "negative", mentions: 39, negative: 39, of: 125, quotes: [quote] }],
  competitors: [{ name: "Apex Lamps", url: null, rating: 4.2, reviews: 80, why: "Near by.", quotes: [] }],
  opportunities: [
    {
      name: "Answer calls",
      feature: "voice",
      why: "39 of 125 reviews complain.",
      mentions: 39,
      of: 125,
      volume: null,
      basis: "Counted in reviews.",
      quotes: [],
    },
  ],
  questions: [{ topic: "delivery", asked: 4, quotes: [] }],
  sources: [],
};

it("numbers each page once, in the order of the facts, and says who found what no page says", () => {
  const { blocks, sources } = reportPdf(report, "en");
  expect(sources).toMatchObject([
    { text: "Website", url: "https://lamps.example/contact" },
    { text: "Found out by a person" },
  ]);
  const table = blocks.find(({ type }) => type === "table");
  expect(table?.type === "table" && table.rows.map(([, value]) => value)).toEqual([
    { text: "+912041234567", sources: [1] },
    { text: "+912041239999", sources: [2] },
    { text: "पीतल का दीपक #1: INR 1499.00", sources: [1, 2] },
  ]);
});

const pdftotext = commandPath("pdftotext");
(pdftotext ? it : it.skip).each([
  [
    "en",
    ["Contradictions", "+912041234567 | +912041239999", "Phone not answered", "39 / 125", "Apex Lamps, 4.2 / 5 (80)"],
  ],
  ["hi", ["विरोधाभास", "श्री लैम्प हाउस", "पीतल का दीपक #1", "ग्राहकों के प्रश्न", "किसी व्यक्ति ने पता किया"]],
] as const)("prints what a reader can copy out: %s", async (language, texts) => {
  const file = await renderPdf(reportPdf(report, language));
  const text = execFileSync(pdftotext ?? "", ["-", "-"], { input: file })
    .toString()
    .replace(/\s+/g, " ");
  for (const each of texts) expect(text).toContain(each);
});
