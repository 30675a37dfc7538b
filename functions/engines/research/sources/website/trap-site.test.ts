import { type AskedOfTrap, startTrapSite } from "../../../../../emulators/trap-site.ts";
import { openResearch } from "../../research.fixture.ts";
import type { ResearchDetailView } from "../../views.ts";

const site = await startTrapSite({ port: 0 });
const research = await openResearch({ allowedOrigins: site.origins, spacingMs: 5, timeoutMs: 6_000 });
/** All traps are crawled at the same time. */
const runs = new Map<string, Promise<ResearchDetailView>>();
beforeAll(async () => {
  for (const { name, start } of site.traps) {
    const id = await research.start({ business: name, site: start });
    runs.set(name, research.reported(id));
  }
});
afterAll(async () => {
  await research.close();
  await site.close();
});

async function reportOf(name: string) {
  const run = await runs.get(name);
  if (!run?.report) throw new Error(`The trap ${name} has no report.`);
  return run.report;
}

const askedOf = (name: string): readonly AskedOfTrap[] => site.asked.filter(({ trap }) => trap === name);

it("has at least 25 traps, each with a name of its own", () => {
  expect(site.traps.length).toBeGreaterThanOrEqual(25);
  expect(new Set(site.traps.map(({ name }) => name)).size).toBe(site.traps.length);
});

it.each(site.traps)(
  "$name: $must",
  async ({ name, expects }) => {
    const { sources, facts, contradictions } = await reportOf(name);
    const [source] = sources;
    const asked = askedOf(name);
    const paths = asked.map(({ path }) => path);
    const values = facts.map(({ value }) => JSON.stringify(value));
    const { stoppedBy = "finished" } = expects;
    // Whichever limit comes first on this machine ends the largest.
    const ends = stoppedBy === "page-limit" ? [stoppedBy, "time-limit"] : [stoppedBy];
    expect({ ends, problems: source?.problems, end: source?.stopped_by }).toMatchObject({
      end: expect.stringMatching(new RegExp(`^(${ends.join("|")})$`)),
    });
    if (expects.problem !== undefined) expect(source?.problems.map(({ code }) => code)).toContain(expects.problem);
    expect(paths).toEqual(expect.arrayContaining([...(expects.asks ?? [])]));
    const { never } = expects;
    if (never !== undefined) expect(paths.filter((path) => never.test(path))).toEqual([]);
    // On a busy machine a page that is slow is asked for once more.
    expect(asked.length).toBeLessThanOrEqual(2 * (expects.mostRequests ?? 40));
    expect(source?.pages).toBeLessThanOrEqual(expects.mostPages ?? 200);
    expect(Math.max(0, ...asked.map(({ sent }) => sent))).toBeLessThanOrEqual(expects.mostBytes ?? 4_194_304);
    for (const [kind, value] of expects.facts ?? [])
      expect(facts.filter((fact) => fact.kind === kind).map((fact) => fact.value)).toContainEqual(value);
    for (const value of expects.noValues ?? []) expect(values).not.toContain(JSON.stringify(value));
    expect(contradictions.map(({ kind }) => kind).toSorted()).toEqual([...(expects.contradictions ?? [])]);
    if (expects.leastGapMs !== undefined) {
      const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
      // A request takes a moment to arrive, so two may be a little closer than they were sent.
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(expects.leastGapMs * 0.9);
    }
  },
  120_000,
);

it("asks nothing inside the network, names itself, keeps no cookie, and every fact stands in its stored text", async () => {
  const reports = await Promise.all(site.traps.map(({ name }) => reportOf(name)));
  expect(site.askedInside).toEqual([]);
  expect(new Set(site.asked.map(({ userAgent }) => userAgent))).toEqual(
    new Set(["AgentPlatformResearch/1.0 (+https://agency.example/crawler)"]),
  );
  expect(site.asked.filter(({ cookie }) => cookie !== "")).toEqual([]);
  expect(site.asked.filter(({ path }) => path.startsWith("/_site"))).toEqual([]);
  for (const { facts, run_id } of reports)
    for (const { source, text } of facts) {
      const params = { id: run_id, page_id: source.page_id };
      const stored = await research.call<{ text: string }>("getResearchPage", { params });
      expect(stored.text.slice(source.span.start, source.span.end)).toBe(text);
    }
});
