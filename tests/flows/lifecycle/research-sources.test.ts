import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { until } from "../../contracts/open-platform.ts";
import { flow } from "../stage/flow.ts";

interface Research {
  readonly research_id: string;
  readonly status: string;
  readonly report: {
    readonly facts: readonly {
      readonly kind: string;
      readonly value: unknown;
      readonly status: string;
      readonly source: Place;
    }[];
    readonly themes: readonly (Shown & { readonly name: string; readonly mentions: number; readonly of: number })[];
    readonly opportunities: readonly (Shown & { readonly why: string })[];
    readonly competitors: readonly (Shown & { readonly name: string })[];
    readonly questions: readonly (Shown & { readonly topic: string })[];
    readonly sources: readonly {
      readonly kind: string;
      readonly status: string;
      readonly stopped_by: string;
      readonly problems: readonly { readonly code: string; readonly detail: string }[];
    }[];
  } | null;
}
interface Place {
  readonly kind: string;
  readonly page_id: string;
  readonly span: { readonly start: number; readonly end: number };
}
interface Shown {
  readonly quotes: readonly { readonly page_id: string; readonly span: Place["span"]; readonly text: string }[];
}

/** A review site: 120 reviews, 37 of them complain of the phone; a path that robots.txt forbids. */
const asked: string[] = [];
const site = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (request.url === "/robots.txt") return response.end("User-agent: *\nDisallow: /private\n");
  const review = Array.from({ length: 120 }, (_, n) => ({
    "@type": "Review",
    reviewBody: n < 37 ? `Visit ${n}: nobody answers the phone.` : `Visit ${n}: staff was polite.`,
  }));
  const data = { "@type": "MedicalBusiness", name: "Sunrise Diagnostics", review };
  response.setHeader("content-type", "text/html; charset=utf-8");
  return response.end(`<html><body><script type="application/ld+json">${JSON.stringify(data)}</script></body></html>`);
});
await new Promise<void>((resolve) => {
  site.listen(0, "127.0.0.1", resolve);
});
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
afterAll(() => site.close());

const world = flow(undefined, { CRAWL_ALLOWED_ORIGINS: origin });
const client = "prospect_sunrise";

async function research(
  body: Readonly<Record<string, unknown>>,
): Promise<NonNullable<Research["report"]> & { id: string }> {
  const started = await world.product.api<{ research_id: string }>("POST /v1/research", {
    client,
    body: { client_id: client, ...body },
  });
  expect(started.status).toBe(202);
  const id = started.body.research_id;
  let run: Research | undefined;
  await until("the run is reported", async () => {
    ({ body: run } = await world.product.api<Research>(`GET /v1/research/${id}`, { client }));
    return run.status === "completed";
  });
  const report = run?.report ?? null;
  if (report === null) throw new Error("The run has no report.");
  return { ...report, id };
}

it("reads all sources of a clinic, says which failed, and shows each figure's evidence", async () => {
  await world.outside.fault({ provider: "graph", match: "sunrisediagnosticspune", status: 403, times: 1 } as never);
  const report = await research({
    business: "Sunrise Diagnostics",
    city: "Pune",
    region: "IN",
    instagram: "sunrise.diagnostics",
    facebook: "sunrisediagnosticspune",
    tiktok: "sunrise",
    review_urls: [`${origin}/sunrise`, `${origin}/private`],
  });
  const ends = Object.fromEntries(report.sources.map(({ kind, status, stopped_by }) => [kind, [status, stopped_by]]));
  expect(ends).toEqual({
    google_maps: ["completed", "finished"],
    instagram: ["completed", "finished"],
    facebook: ["failed", "permission-missing"],
    tiktok: ["failed", "tiktok-off"],
    reviews: ["completed", "finished"],
  });
  const problems = report.sources.flatMap((source) => source.problems.map(({ code }) => code));
  expect(problems).toContain("robots-disallowed");
  expect(asked).not.toContain("/private");
  expect(report.facts).toContainEqual(expect.objectContaining({ kind: "phone", value: "+912026123456" }));
  expect(report.themes.find(({ name }) => name === "Phone not answered")).toMatchObject({ mentions: 39, of: 125 });
  expect(report.opportunities[0]?.why).toMatch(/^39 of 125 reviews complain that nobody answers the phone\./);
  expect(report.competitors.map(({ name }) => name)).toEqual(["Apex Path Labs", "Healthline Laboratory"]);
  for (const { quotes } of [...report.themes, ...report.opportunities, ...report.competitors, ...report.questions])
    for (const { page_id, span, text } of quotes) {
      const page = await world.product.api<{ text: string }>(`GET /v1/research/${report.id}/pages/${page_id}`, {
        client,
      });
      expect(page.body.text.slice(span.start, span.end)).toBe(text);
    }
}, 120_000);

it("prints the report by the command line, and says what it cannot write", async () => {
  const { items } = (await world.product.api<{ items: readonly Research[] }>("GET /v1/research", { client })).body;
  const token = await world.product.token(client);
  const cli = async (...words: readonly string[]) => {
    const ran = world.product.cli("research", "report", ...words, "--client", client, "--token", token);
    return { code: await ran.exited, output: ran.output() };
  };
  const id = items[0]?.research_id ?? "";
  const file = join(world.product.dataDir, "report.pdf");
  const printed = await cli(id, "--pdf", file, "--language", "hi", "--json");
  expect(printed).toMatchObject({ code: 0 });
  expect(readFileSync(file).subarray(0, 5).toString()).toBe("%PDF-");
  expect(printed.output).toContain('"left_out": []');
  const nowhere = await cli(id, "--pdf", join(world.product.dataDir, "missing", "report.pdf"));
  expect([nowhere.code, nowhere.output]).toEqual([1, expect.stringContaining("Choose another file with --pdf.")]);
}, 60_000);

it("shows two places of one name and chooses none", async () => {
  const report = await research({ business: "City Care Clinic", region: "IN" });
  const [maps] = report.sources;
  expect(maps).toMatchObject({ kind: "google_maps", status: "failed", stopped_by: "place-ambiguous" });
  expect(maps?.problems.map(({ code }) => code)).toEqual(["place-candidate", "place-candidate"]);
  expect(report.facts).toEqual([]);
}, 120_000);
