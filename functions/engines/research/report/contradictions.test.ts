import { readSitePage } from "../../../../shared/knowledge/reading/web-pages/read-site-page.ts";
import { readSettings } from "../facts/reading.ts";
import { extractFacts } from "../sources/website/extract-facts.ts";
import { buildReport } from "./build-report.ts";
import type { StoredPage } from "./stored-page.ts";

const settings = readSettings({ region: "IN" });

function page(id: string, body: string, head = ""): StoredPage {
  const html = `<html lang="en"><head><title>${id}</title>${head}</head><body>${body}</body></html>`;
  const read = readSitePage(Buffer.from(html), "text/html; charset=utf-8", `https://shop.example/${id}`);
  return {
    id,
    runId: "r",
    source: "website",
    url: `https://shop.example/${id}`,
    title: id,
    blob: "",
    hash: id,
    fetchedAt: "2026-11-29T10:00:00.000Z",
    characters: read.text.length,
    text: read.text,
    refused: 0,
    findings: [...extractFacts(read, settings)],
    reviews: [],
    competitors: [],
    expiresAt: null,
  };
}

type Pages = readonly [first: string, second: string, head?: string];
const phone = (n: number) => `020 ${4120 + n * 7} ${4000 + n * 37}`;
const jsonLd = (thing: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "LocalBusiness", ...thing })}</script>`;
const eight = [0, 1, 2, 3, 4, 5, 6, 7];

/** Each site says two things that cannot both be true, of one kind, in two ways of writing. */
const planted: readonly (readonly [string, Pages])[] = [
  ...eight.map((n): [string, Pages] => [
    "phone",
    n % 2 === 0
      ? [`<p>Call us: ${phone(n)}</p>`, `<p>Telephone +91 ${phone(n + 20).slice(1)}</p>`]
      : ["<p>Welcome</p>", `<p>Ring ${phone(n)} today</p>`, jsonLd({ telephone: phone(n + 20) })],
  ]),
  ...eight.map((n): [string, Pages] => [
    "hours",
    n % 2 === 0
      ? [`<p>Monday to Saturday: ${9 + (n % 3)}am - 7pm</p>`, `<p>Mon-Sat ${9 + (n % 3)}:30 - 19:00</p>`]
      : [
          `<table><tr><td>Mon-Fri</td><td>10:00 - 18:00</td></tr><tr><td>Sat</td><td>10:00 - ${13 + (n % 3)}:00</td></tr></table>`,
          "<p>Hello</p>",
          jsonLd({ openingHours: ["Mo-Fr 10:00-18:00", "Sa 10:00-20:00"] }),
        ],
  ]),
  ...eight.map((n): [string, Pages] => [
    "product",
    n % 2 === 0
      ? [
          `<table><tr><td>Brass lamp ${n}</td><td>₹1,${400 + n}</td></tr></table>`,
          `<h3>Brass Lamp ${n}</h3><p>Rs. ${1900 + n}</p>`,
        ]
      : [
          `<p>Root canal ${n} – ₹${3500 + n}/-</p>`,
          "<p>Hello</p>",
          `<script type="application/ld+json">${JSON.stringify({ "@type": "Service", name: `Root canal ${n}`, offers: { price: "4500", priceCurrency: "INR" } })}</script>`,
        ],
  ]),
  ...eight.map((n): [string, Pages] => [
    "founding_year",
    n % 2 === 0
      ? [`<p>Since ${1990 + n} we make lamps.</p>`, `<p>Established in ${2001 + n}.</p>`]
      : [`<p>${1990 + n} से आपकी सेवा में</p>`, `<p>Founded: ${1980 + n}</p>`],
  ]),
  ...eight.map((n): [string, Pages] => [
    "address",
    n % 2 === 0
      ? [
          `<p>Address: ${12 + n} MG Road, Camp, Pune 411001</p>`,
          `<address>${40 + n} M.G. Road, Camp, Pune - 411001</address>`,
        ]
      : [
          `<p>Visit us: Shop ${n}, Laxmi Road, Sadashiv Peth, Pune 411030</p>`,
          "<p>Hello</p>",
          jsonLd({
            address: { streetAddress: `Shop ${n}, Karve Road`, addressLocality: "Kothrud, Pune", postalCode: "411038" },
          }),
        ],
  ]),
];

/** Each site says one thing in two ways, or two things that go together. */
const agreeing: readonly Pages[] = [
  ["<p>Call 020 4123 4567</p>", '<p>Call <a href="tel:+912041234567">+91-20-4123-4567</a></p>'],
  ["<p>Sales 020 4123 4567</p>", "<p>Fax: 020 4123 4599, call 020 4123 4567</p>"],
  ["<p>Call 020 4123 4567 or 020 4123 4568</p>", "<p>Call 020 4123 4568</p>"],
  ["<p>Monday to Saturday: 10am - 7pm</p>", "<p>Mon – Sat: 10:00–19:00, Sunday closed</p>"],
  ["<p>सोमवार से शनिवार सुबह 10 बजे से शाम 7 बजे</p>", "<p>Mon-Sat 10 am to 7 pm</p>"],
  ["<p>Mon-Fri 9-5</p>", "<p>Hi</p>", jsonLd({ openingHours: "Mo-Fr 09:00-17:00" })],
  ["<p>Brass lamp – ₹1,499</p>", "<h3>Brass Lamp</h3><p>Rs. 1499.00</p>"],
  ["<p>Brass lamp – ₹1,25,000</p>", "<p>Brass lamp: INR 125,000.00</p>"],
  ["<p>Brass lamp – ₹499</p><p>Steel lamp – ₹299</p>", "<p>Steel lamp – ₹299</p>"],
  ["<p>Brass lamp – <del>₹699</del> ₹499</p>", "<p>Brass lamp – ₹499</p>"],
  ["<p>Since 1998.</p>", "<p>Established in 1998. © 2019–2026</p>"],
  ["<p>१९९८ से आपकी सेवा में</p>", "<p>Founded 1998</p>"],
  ["<p>Address: 12 MG Road, Camp, Pune 411001</p>", "<p>Address: 12, M G Rd., Camp, Pune 411 001, India</p>"],
  [
    "<p>Address: Shop 4, Second Floor, Laxmi Street, Pune 411030</p>",
    "<address>4, 2nd Fl, Laxmi St, Pune - 411030</address>",
  ],
  ["<p>Order 4521889 of 12-11-2026, Rs. 500 paid</p>", "<p>GST 27AAPFU0939F1ZV</p>"],
];

const kindsOf = ([first, second, head]: Pages) =>
  buildReport([page("one", first), page("two", second, head)]).contradictions.map(({ kind }) => kind);

it("finds at least 95 % of 40 planted conflicts, and nothing beside them", () => {
  const found = planted.map(([kind, pages]) => ({ kind, pages, kinds: kindsOf(pages) }));
  const missed = found.filter(({ kind, kinds }) => !kinds.includes(kind));
  const wrong = [
    ...found.flatMap(({ kind, pages, kinds }) => kinds.filter((each) => each !== kind).map((each) => [each, ...pages])),
    ...agreeing.flatMap((pages) => kindsOf(pages).map((each) => [each, ...pages])),
  ];
  const right = planted.length - missed.length;
  expect(planted).toHaveLength(40);
  expect({ missed, recall: right / planted.length >= 0.95 }).toMatchObject({ recall: true });
  expect({ wrong, precision: right / (right + wrong.length) >= 0.95 }).toMatchObject({ precision: true });
});

it("refuses a model's proposal whose quote the page does not have, or whose quote says something else", async () => {
  const { withProposals } = await import("./propose-facts.ts");
  const stored = page("one", "<p>We began in the year 1998 with one lamp.</p>");
  const propose = (facts: readonly object[]) =>
    withProposals([stored], [stored], { facts }, { region: "IN" })[0]?.findings;
  const before = stored.findings.length;
  expect(propose([{ page: 1, kind: "founding_year", value: 1998, quote: "began in the year 1998" }])).toHaveLength(
    before + 1,
  );
  expect(propose([{ page: 1, kind: "founding_year", value: 1997, quote: "began in the year 1998" }])).toHaveLength(
    before,
  );
  expect(propose([{ page: 1, kind: "founding_year", value: 1998, quote: "established 1998" }])).toHaveLength(before);
  expect(propose([{ page: 1, kind: "email", value: "evil@evil.example", quote: "with one lamp" }])).toHaveLength(
    before,
  );
});
