import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { researchPartDue } from "../../../shared/events/index.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { type StubbedAnswer, serveStub } from "../../../shared/tools/fixtures.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { agency, openResearch } from "./research.fixture.ts";
import { googleMapsSource } from "./sources/google-maps/google-maps-source.ts";
import type { Source } from "./sources/source.ts";
import type { ResearchPageTextView } from "./views.ts";

let site: Record<string, StubbedAnswer>;
let server: Awaited<ReturnType<typeof serveStub>>;
let research: Awaited<ReturnType<typeof openResearch>>;

const html = (body: string, head = ""): StubbedAnswer => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<html lang="en"><head><title>Lamp House</title>${head}</head><body>${body}</body></html>`,
});
const asked = () => server.received.map(({ path }) => path);

beforeEach(async () => {
  site = {
    "/": html(
      '<h1>Lamp House</h1><p>Since 1998 we make brass lamps.</p><a href="/contact">Contact</a><a href="/prices">Prices</a><a href="/private">P</a>',
    ),
    "/contact": html(
      '<p>Call <a href="tel:+912041234567">020 4123 4567</a></p><p>Address: 12 MG Road, Camp, Pune 411001</p><p>Monday to Saturday: 10am - 7pm</p>',
    ),
    "/prices": html(
      "<table><tr><td>Brass lamp</td><td>₹1,499</td></tr></table><p>Returns are accepted within 7 days.</p>",
    ),
    "/robots.txt": { body: "User-agent: *\nDisallow: /private\n" },
  };
  server = await serveStub(({ path }) => site[path] ?? { status: 404 });
  research = await openResearch({ allowedOrigins: [server.url], spacingMs: 0 });
});
afterEach(async () => {
  await research.close();
  await server.close();
});

it("reports each fact with the words of the stored page that say it", async () => {
  const { report, status } = await research.reported(await research.start({ site: `${server.url}/` }));
  expect(status).toBe("completed");
  expect(report?.facts.map(({ kind, value }) => [kind, value])).toEqual(
    expect.arrayContaining([
      ["phone", "+912041234567"],
      ["address", { text: "12 MG Road, Camp, Pune 411001", postcode: "411001" }],
      ["founding_year", 1998],
      ["product", { name: "Brass lamp", price: { minor: 149_900, currency: "INR" } }],
      ["policy", { topic: "returns", text: "Returns are accepted within 7 days." }],
    ]),
  );
  const hours = report?.facts.find(({ kind }) => kind === "hours");
  expect(hours?.value).toHaveLength(6);
  for (const fact of report?.facts ?? []) {
    const { page_id, span } = fact.source;
    const params = { id: report?.run_id, page_id };
    const page = await research.call<ResearchPageTextView>("getResearchPage", { params });
    expect(page.text.slice(span.start, span.end)).toBe(fact.text);
  }
  expect(report?.contradictions).toEqual([]);
  expect(report?.gaps.map(({ kind }) => kind)).toContain("email");
  expect(asked()).not.toContain("/private");
  expect(report?.sources).toMatchObject([{ kind: "website", status: "completed", pages: 3, stopped_by: "finished" }]);
});

it("shows a copy of a page with other figures as a contradiction", async () => {
  site["/copy"] = html("<table><tr><td>Brass lamp</td><td>₹1,999</td></tr></table><p>Established in 2001.</p>");
  site["/prices"] = html('<table><tr><td>Brass lamp</td><td>₹1,499</td></tr></table><a href="/copy">More</a>');
  const { report } = await research.reported(await research.start({ site: `${server.url}/` }));
  expect(report?.contradictions.map(({ kind }) => kind).toSorted()).toEqual(["founding_year", "product"]);
  expect(report?.facts.filter(({ status }) => status === "disputed")).toHaveLength(4);
});

it("gives a second start of the same business the run that collects, and a site that is down its reason", async () => {
  const body = { site: `${server.url}/` };
  const [one, two] = await Promise.all([research.start(body, "k1"), research.start(body, "k2")]);
  expect(two).toBe(one);
  await research.reported(one);
  const down = await research.start({ site: "https://127.0.0.1:9/" });
  const { report } = await research.reported(down);
  expect(report?.sources).toMatchObject([{ status: "failed", stopped_by: "page-not-public" }]);
});

it("stops when it is cancelled, and reports what it had", async () => {
  for (let n = 0; n < 40; n += 1) site[`/p${n}`] = html(`<p>Page ${n}</p><a href="/p${n + 1}">next</a>`);
  site["/"] = html('<p>Since 1998.</p><a href="/p0">first</a>');
  site["/robots.txt"] = { body: "User-agent: *\nCrawl-delay: 1\n" };
  const id = await research.start({ site: `${server.url}/` });
  await research.call("cancelResearch", { params: { id } });
  const run = await research.reported(id);
  expect(run.status).toBe("cancelled");
  expect(run.report?.sources).toMatchObject([{ status: "cancelled" }]);
  expect(asked().length).toBeLessThan(6);
});

it("goes on where it was when its process ends midway, and events that come twice change nothing", async () => {
  for (let n = 0; n < 6; n += 1) site[`/p${n}`] = html(`<p>Since 1998. Page ${n}</p><a href="/p${n + 1}">next</a>`);
  site["/"] = html('<p>Since 1998.</p><a href="/p0">first</a>');
  const dataDir = mkdtempSync(join(tmpdir(), "research-restart-"));
  const options = { dataDir, allowedOrigins: [server.url], spacingMs: 30 };
  const first = await openResearch(options);
  const id = await first.start({ site: `${server.url}/` });
  await until("two pages are read", () => asked().includes("/p1"));
  await first.close({ keep: true });
  const second = await openResearch(options);
  try {
    const { report } = await second.reported(id);
    const years = report?.facts.filter(({ kind }) => kind === "founding_year");
    expect(years).toMatchObject([{ value: 1998, status: "confirmed" }]);
    expect(report?.sources).toMatchObject([{ status: "completed", pages: 6 }]);
    const before = asked().length;
    const repeated = { tenantId: agency, key: id, at: new Date() };
    await second.platform.bus.publish([
      envelopeOf(researchPartDue, { ...repeated, id: "again", data: { runId: id, source: "website", round: 0 } }),
    ]);
    const other = await second.start({ business: "Other Lamps", site: `${server.url}/p5` });
    await second.reported(other);
    expect(await second.get(id)).toMatchObject({ revision: 1, facts: report?.facts.length });
    expect(asked().length - before).toBeLessThanOrEqual(5);
  } finally {
    await second.close();
  }
});

it("starts no run that nothing can find: a name alone needs Google's key, and a site does not", async () => {
  const googleMaps = googleMapsSource({ secret: async () => undefined, fetch, baseUrl: undefined });
  const without = await openResearch({
    allowedOrigins: [server.url],
    spacingMs: 0,
    otherSources: [googleMaps as unknown as Source],
  });
  try {
    const refused = without.start({ business: "Lamp House" });
    await expect(refused).rejects.toMatchObject({ status: 422, code: "research-without-source" });
    await expect(refused).rejects.toThrow("PLACES_API_KEY");
    const { report } = await without.reported(await without.start({ site: `${server.url}/` }));
    expect(report?.sources).toMatchObject([
      { kind: "google_maps", status: "failed", stopped_by: "account-not-connected" },
      { kind: "website", status: "completed" },
    ]);
    expect(report?.facts.length).toBeGreaterThan(3);
  } finally {
    await without.close();
  }
});

it("says how many facts do not fit into the report, and where they stand", async () => {
  const rows = (from: number) =>
    Array.from({ length: 130 }, (_, n) => `<tr><td>Lamp of kind ${from + n}</td><td>₹${500 + n}</td></tr>`).join("");
  site["/"] = html(`<table>${rows(1_000)}</table><a href="/more">More</a>`);
  site["/more"] = html(`<table>${rows(2_000)}</table>`);
  const { report } = await research.reported(await research.start({ site: `${server.url}/` }));
  expect(report?.facts).toHaveLength(220);
  const [products] = report?.left_out ?? [];
  const kept = report?.facts.filter(({ kind }) => kind === "product").length ?? 0;
  expect(products).toMatchObject({ kind: "product", facts: 260 - kept });
  const statements = await Promise.all(
    (products?.page_ids ?? []).map(async (page_id) => {
      const params = { id: report?.run_id, page_id };
      return (await research.call<ResearchPageTextView>("getResearchPage", { params })).statements;
    }),
  );
  expect(statements.flat().filter(({ kind }) => kind === "product").length).toBeGreaterThanOrEqual(
    products?.facts ?? 0,
  );
});

it("keeps two businesses of one name apart", async () => {
  site["/a"] = html("<p>Since 1998.</p>");
  site["/b"] = html("<p>Since 2004.</p>");
  const other = await serveStub(() => html("<p>Since 2004.</p>"));
  const both = await openResearch({ allowedOrigins: [server.url, other.url], spacingMs: 0 });
  const ids = await Promise.all([both.start({ site: `${server.url}/a` }), both.start({ site: `${other.url}/b` })]);
  const [one, two] = await Promise.all(ids.map((id) => both.reported(id)));
  const year = (run: typeof one) => run?.report?.facts.find(({ kind }) => kind === "founding_year")?.value;
  expect([year(one), year(two)]).toEqual([1998, 2004]);
  expect([one?.report?.contradictions, two?.report?.contradictions]).toEqual([[], []]);
  await both.close();
  await other.close();
});
