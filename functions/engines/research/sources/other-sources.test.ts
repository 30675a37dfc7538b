import { sandboxGraph, sandboxPlaces } from "../../../../emulators/sandbox/credentials.ts";
import { limitReached } from "../../../../emulators/sandbox/graph/errors.ts";
import { startSandbox } from "../../../../emulators/sandbox.ts";
import type { ResearchSubject } from "../../../../shared/events/lifecycle/research.ts";
import { nothingKnown } from "../../../../shared/events/lifecycle/research-subject.fixture.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { analyseReviews } from "../analysis/analyse-reviews.ts";
import type { OtherSource } from "./other-source.ts";
import { otherSources } from "./other-sources.ts";
import type { ReadReviewPage } from "./review-pages/review-pages-source.ts";
import type { CollectedPage, Part } from "./source.ts";
import { priceList, readPage } from "./sources.fixture.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" }));

const tenantId = TenantId.parse("prospect_sunrise_ab12");
const now = new Date("2026-11-29T10:00:00.000Z");
const secrets: Readonly<Record<string, string>> = {
  PLACES_API_KEY: sandboxPlaces.apiKey,
  GRAPH_ACCESS_TOKEN: sandboxGraph.accessToken,
  GRAPH_INSTAGRAM_ACCOUNT: sandboxGraph.instagramAccountId,
};

const shared = sources();

function sources(more: { readonly secrets?: Readonly<Record<string, string>>; readonly read?: ReadReviewPage } = {}) {
  return otherSources({
    fetch,
    secret: async (_tenant, name) => (more.secrets ?? secrets)[name],
    baseUrls: { places: `${sandbox.url}/places`, graph: `${sandbox.url}/graph` },
    readPage: more.read ?? readPage,
    findDocument: async (_tenant, id) =>
      id === "prices" ? { id, base: "main", live: { version: "v1", parts: [0] } } : undefined,
    passages: async () => [priceList],
  });
}

/** Collects as a run does: part after part, each with the cursor of the one before, read back from JSON. */
async function collectAll(source: OtherSource, subject: ResearchSubject) {
  const pages: CollectedPage[] = [];
  const problems: Part["problems"][number][] = [];
  let cursor: unknown;
  for (;;) {
    const part = await source.collect(
      { tenantId, runId: "run_1", subject, cursor },
      { now, signal: new AbortController().signal },
    );
    pages.push(...part.pages);
    problems.push(...part.problems);
    cursor = JSON.parse(JSON.stringify(part.cursor));
    if (part.next.type !== "more") return { pages, problems, cursor, end: part.next };
  }
}

function collect(kind: OtherSource["kind"], subject: Partial<ResearchSubject>, more?: Parameters<typeof sources>[0]) {
  const source = (more === undefined ? shared : sources(more)).find((each) => each.kind === kind);
  if (source === undefined) throw new Error(`no source ${kind}`);
  return collectAll(source, { ...nothingKnown, ...subject });
}

async function fault(body: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
}

describe("all sources together", () => {
  it("give texts whose spans say every fact, and an analysis with its evidence", async () => {
    const subject: ResearchSubject = {
      ...nothingKnown,
      city: "Pune",
      instagram: "sunrise.diagnostics",
      facebook: "sunrisediagnosticspune",
      tiktok: "sunrise",
      reviewUrls: ["https://reviews.example/sunrise", "https://reviews.example/forbidden"],
      documentIds: ["prices"],
    };
    const collected = await Promise.all(
      shared
        .filter((source) => source.applies(subject))
        .map(async (source) => ({ source: source.kind, ...(await collectAll(source, subject)) })),
    );
    expect(collected.map(({ source, end }) => [source, end.type])).toEqual([
      ["google_maps", "done"],
      ["instagram", "done"],
      ["facebook", "done"],
      ["tiktok", "failed"],
      ["reviews", "done"],
      ["file", "done"],
    ]);
    for (const { pages } of collected)
      for (const { text, findings } of pages)
        for (const { kind, value, span } of findings) {
          const quote = text.slice(span.start, span.end);
          if (kind === "name" || kind === "description") expect(quote).toBe(value);
          if (kind === "phone") expect(quote.replace(/[^\d+]/g, "")).toBe(value);
          if (kind === "address") expect(quote).toContain(value.postcode ?? value.text);
          expect(quote).not.toMatch(/^\s|\s$|^$/);
        }
    const facts = collected.flatMap(({ pages }) => pages.flatMap(({ findings }) => findings));
    expect(facts.filter(({ kind }) => kind === "phone").map(({ value }) => value)).toEqual([
      "+912026123456",
      "+912026123456",
    ]);
    expect(facts.find(({ kind }) => kind === "founding_year")?.value).toBe(2009);

    const pages = collected.flatMap(({ source, pages: texts }) =>
      texts.map((page) => ({ ...page, source, reviews: page.reviews ?? [], competitors: page.competitors ?? [] })),
    );
    const analysis = analyseReviews({ subject, pages });
    // Two of Google's five and two of the page's three.
    expect(analysis.themes[0]).toMatchObject({ name: "Phone not answered", mentions: 4, of: 8 });
    expect(analysis.opportunities[0]?.why).toMatch(/^4 of 8 reviews complain that nobody answers the phone\./);
    expect(analysis.competitors.map(({ name }) => name)).toEqual(["Apex Path Labs", "Healthline Laboratory"]);
    expect(analysis.questions.map(({ topic }) => topic)).toEqual(expect.arrayContaining(["opening hours", "booking"]));
    expect(JSON.stringify(analysis)).not.toMatch(/WHO|previous instructions/);
    for (const { quotes } of [
      ...analysis.themes,
      ...analysis.opportunities,
      ...analysis.competitors,
      ...analysis.questions,
    ])
      expect(
        quotes.every(
          ({ page_id, span, text }) =>
            pages.find(({ id }) => id === page_id)?.text.slice(span.start, span.end) === text,
        ),
      ).toBe(true);
  }, 60_000);
});

describe("Google Maps", () => {
  it("shows two places of one name and chooses none, until it is given a city or an id", async () => {
    const { end, problems, pages } = await collect("google_maps", { name: "City Care Clinic" });
    expect(end).toMatchObject({ type: "failed", code: "place-ambiguous" });
    expect(pages).toEqual([]);
    expect(problems.map(({ code, detail }) => [code, detail.slice(0, 42)])).toEqual([
      ["place-candidate", "place_id sandbox-place-citycare-pune: City"],
      ["place-candidate", "place_id sandbox-place-citycare-nagpur: Ci"],
    ]);
    const chosen = await collect("google_maps", { name: "City Care Clinic", city: "Nagpur" });
    expect(chosen.cursor).toEqual({ placeId: "sandbox-place-citycare-nagpur" });
    const given = await collect("google_maps", { name: "Anything", placeId: "sandbox-place-citycare-pune" });
    expect(given.pages[0]?.title).toBe("City Care Clinic on Google Maps");
  });

  it("keeps the id for good and forgets Google's content after 30 days", async () => {
    const { pages, cursor } = await collect("google_maps", { city: "Pune" });
    expect(pages.map(({ expiresAt }) => expiresAt)).toEqual(["2026-12-29T10:00:00.000Z", "2026-12-29T10:00:00.000Z"]);
    expect(cursor).toEqual({ placeId: "sandbox-place-sunrise" });
    const hours = pages[0]?.findings.find(({ kind }) => kind === "hours")?.value;
    expect(hours).toContainEqual({ day: "mo", opens: "07:00", closes: "21:00" });
    expect(hours).toHaveLength(6);
    expect(pages[0]?.reviews).toHaveLength(5);
    expect(pages[0]?.text).toContain("Review on Google Maps by राहुल शर्मा, 1 of 5");
  });

  it.each([
    ["an unknown name", { name: "Nobody At All" }, { type: "failed", code: "place-not-found" }],
    ["an id that is gone", { placeId: "sandbox-gone" }, { type: "failed", code: "place-gone" }],
  ])("says what is missing: %s", async (_what, subject, end) => {
    expect((await collect("google_maps", subject)).end).toMatchObject(end);
  });

  it("tells a refused key from a missing one, and from what may pass", async () => {
    await expect(collect("google_maps", {}, { secrets: {} })).rejects.toMatchObject({ code: "account-not-connected" });
    const wrong = { ...secrets, PLACES_API_KEY: "AIzaWrong" };
    await expect(collect("google_maps", {}, { secrets: wrong })).rejects.toMatchObject({ code: "places-key-refused" });
    for (const status of [429, 503]) {
      await fault({ provider: "places", status, times: 1 });
      await expect(collect("google_maps", { city: "Pune" })).rejects.toBeInstanceOf(RetryableError);
    }
    await fault({ provider: "places", drop: "before", times: 1 });
    await expect(collect("google_maps", { city: "Pune" })).rejects.toBeInstanceOf(RetryableError);
    await fault({ provider: "places", status: 403, times: 1 });
    await expect(collect("google_maps", { city: "Pune" })).rejects.toMatchObject({ code: "places-key-refused" });
  });
});

describe("Instagram and Facebook", () => {
  it.each([4, 17, 32, 613])("tries again later at the limit %i", async (code) => {
    const { status, body } = limitReached(code);
    await fault({ provider: "graph", status, body, times: 1 });
    await expect(collect("instagram", { instagram: "sunrise.diagnostics" })).rejects.toBeInstanceOf(RetryableError);
  });

  it("asks to connect the account when the token is missing or refused", async () => {
    const { GRAPH_ACCESS_TOKEN: _token, ...without } = secrets;
    for (const known of [without, { ...secrets, GRAPH_ACCESS_TOKEN: "EAAexpired" }]) {
      const failed = collect("facebook", { facebook: "sunrisediagnosticspune" }, { secrets: known });
      await expect(failed).rejects.toMatchObject({ code: "account-not-connected" });
      await expect(failed).rejects.toThrow("Connect the account");
    }
  });

  it("tells an unknown account, a missing permission and an account of limited age apart", async () => {
    await expect(collect("instagram", { instagram: "nobody" })).rejects.toMatchObject({ code: "account-not-found" });
    await expect(collect("facebook", { facebook: "nosuchpage" })).rejects.toMatchObject({ code: "account-not-found" });
    await fault({ provider: "graph", status: 403, times: 1 });
    await expect(collect("facebook", { facebook: "sunrisediagnosticspune" })).rejects.toMatchObject({
      code: "permission-missing",
    });
    expect((await collect("instagram", { instagram: "sunrise.bar" })).end).toMatchObject({ code: "account-not-shown" });
  });

  it("sends no name that would change the call", async () => {
    const { end } = await collect("instagram", { instagram: "x){id},media.username(y" });
    expect(end).toMatchObject({ type: "failed", code: "account-name-invalid" });
    expect((await collect("facebook", { facebook: "../me?x=" })).end).toMatchObject({ code: "account-name-invalid" });
    expect(await (await fetch(`${sandbox.url}/_sandbox/requests?provider=graph`)).json()).toEqual([]);
  });
});

describe("review pages", () => {
  it("reads what is declared, on one scale, without authors and without other businesses", async () => {
    const { pages, problems } = await collect("reviews", { reviewUrls: ["https://reviews.example/a"] });
    expect(pages[0]?.reviews?.map(({ rating, language }) => [rating, language])).toEqual([
      [2, null],
      [null, "hi"],
      [4.6, null],
    ]);
    expect(pages[0]?.text).not.toMatch(/Ravi|Cheap/);
    expect(problems.map(({ code }) => code)).toEqual(["reviews-broken", "reviews-of-others"]);
  });

  it("says what robots.txt forbids, and goes on", async () => {
    const asked: string[] = [];
    const read: ReadReviewPage = (url, signal) => {
      asked.push(url);
      return readPage(url, signal);
    };
    const reviewUrls = ["https://reviews.example/forbidden", "https://reviews.example/a"];
    const { end, problems } = await collect("reviews", { reviewUrls }, { read });
    expect(end.type).toBe("done");
    expect(problems[0]).toMatchObject({ url: reviewUrls[0], code: "robots-disallowed" });
    expect(asked).toEqual(reviewUrls);
    const alone = await collect("reviews", { reviewUrls: reviewUrls.slice(0, 1) });
    expect(alone.end).toMatchObject({ type: "failed", code: "reviews-unreadable" });
  });
});

describe("files", () => {
  it("gives what the knowledge has read, and says which document it does not know", async () => {
    const { pages, problems, end } = await collect("file", { documentIds: ["missing", "prices"] });
    expect(end.type).toBe("done");
    expect(pages).toMatchObject([{ title: "Prices 2026" }]);
    const said = pages[0]?.findings.map(({ value, span }) => [value, pages[0]?.text.slice(span.start, span.end)]);
    expect(said).toEqual([
      [{ name: "CBC", price: { minor: 35_000, currency: "INR" } }, "CBC | ₹350"],
      [
        { name: "Thyroid profile", price: { minor: 120_050, currency: "INR" } },
        "Test: Thyroid profile | Code: T3 | Price: Rs. 1,200.50",
      ],
    ]);
    expect(problems).toMatchObject([{ code: "document-unknown" }]);
  });
});
