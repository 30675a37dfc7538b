import { openResearch } from "../research.fixture.ts";
import { pageBlob } from "../sources/research-page.ts";
import type { Source } from "../sources/source.ts";

const text = "Phone: +91 20 2612 3456\n";

/** A source whose terms let its text be kept for a second and a half. */
const passing: Source = {
  kind: "google_maps",
  applies: () => true,
  async collect({ runId }, { now }) {
    const phone = { kind: "phone", value: "+912026123456", span: { start: 7, end: 23 } } as const;
    const page = {
      id: `${runId}-place`,
      url: null,
      title: "A place",
      text,
      fetchedAt: now.toISOString(),
      findings: [{ ...phone, origin: "structured" as const, label: "" }],
      expiresAt: new Date(now.getTime() + 1_500).toISOString(),
    };
    const progress = { done: 1, total: 1, now: "Read" };
    const next = { type: "done", stoppedBy: "finished", detail: "" } as const;
    return { pages: [page], problems: [], cursor: null, progress, next };
  },
};

it("forgets a text when its time ends: the stored text, its page, and what the report says by it", async () => {
  const research = await openResearch({ otherSources: [passing] });
  try {
    const id = await research.start({});
    const first = await research.reported(id);
    expect(first.report?.facts.map(({ value }) => value)).toEqual(["+912026123456"]);
    const { report } = await research.reported(id, 2);
    expect(report?.facts).toEqual([]);
    expect(report?.sources[0]?.detail).toContain("1 of its texts were forgotten, as the source's terms demand");
    const tenantId = "agency" as Parameters<typeof research.platform.blobs.get>[0];
    expect(await research.platform.blobs.get(tenantId, pageBlob(id, `${id}-place`))).toBeUndefined();
    const pages = await research.call<{ items: unknown[] }>("listResearchPages", { params: { id } });
    expect(pages.items).toEqual([]);
  } finally {
    await research.close();
  }
}, 30_000);
