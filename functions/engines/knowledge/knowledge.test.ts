import type { z } from "zod";
import { graphEdges, graphNodes } from "../../../shared/knowledge/graph/graph-documents.ts";
import { pdfOf, scannedPdf } from "../../../shared/knowledge/reading/documents.fixture.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { knowledgeDocuments } from "./document.ts";
import { garage, lateIndex, type OpenKnowledge, openKnowledge, shop } from "./knowledge.fixture.ts";
import type { DocumentView } from "./views.ts";

type View = z.infer<typeof DocumentView>;

let knowledge: OpenKnowledge;
const reopen = async (options: Parameters<typeof openKnowledge>[0]) => {
  await knowledge.close();
  knowledge = await openKnowledge(options);
};
beforeEach(async () => {
  knowledge = await openKnowledge();
});
afterEach(() => knowledge.close());

const file = (name: string, bytes: Uint8Array) => ({ name, contentType: "application/octet-stream", bytes });
const upload = (name: string, bytes: Uint8Array) =>
  knowledge.call<View>("addKnowledgeDocument", { body: {}, file: file(name, bytes) });

describe("a document", () => {
  it("is read, found with its section, and listed with its passages", async () => {
    const document = await knowledge.add("care.md", "# Care\n\n## Bulbs\n\nBulbs of the Diya series last ten years.");
    expect(document).toMatchObject({ status: "ready", title: "Care", live: { version: "1", passages: 1, pages: 1 } });
    const found = await knowledge.search(shop, "general", "how long do Diya bulbs last", 5);
    expect(found[0]?.chunk).toMatchObject({ title: "Care", section: ["Care", "Bulbs"], version: "1" });
    const { items } = await knowledge.call<{ items: { text: string }[] }>("listKnowledgePassages", {
      params: { id: document.id },
    });
    expect(items.map(({ text }) => text)).toEqual(["Bulbs of the Diya series last ten years."]);
  });

  it("of many pages is read in batches, with its progress", async () => {
    const pages = Array.from({ length: 45 }, (_, n) => [
      { text: `Lamp number ${n + 1} costs ${n + 100} rupees today.` },
    ]);
    const { id } = await upload("lamps.pdf", await pdfOf(pages));
    const document = await knowledge.settled(id);
    expect(document).toMatchObject({ status: "ready", live: { pages: 45, passages: 45, problems: [] } });
    expect(document.live?.parts).toHaveLength(3);
    expect((await knowledge.search(shop, null, "lamp number 37", 1))[0]?.chunk).toMatchObject({ page: 37 });
  });

  it("changes nothing when the same file comes again, under its name or another", async () => {
    const text = "Gift wrapping costs fifty rupees.";
    const first = await knowledge.add("gifts.md", text);
    expect(await knowledge.add("gifts.md", text)).toMatchObject({ versions: 1, live: { version: "1" } });
    expect((await knowledge.add("presents.md", text)).id).toBe(first.id);
  });

  it("is replaced by a new file of its name, and the old text is never quoted again", async () => {
    await reopen({ index: lateIndex });
    await knowledge.add("hours.md", "The shop opens at nine.");
    expect(await knowledge.texts("when does the shop open")).toEqual(["The shop opens at nine."]);
    await knowledge.add("hours.md", "The shop opens at eleven.");
    expect(await knowledge.texts("when does the shop open")).toEqual(["The shop opens at eleven."]);
  });

  it("is not quoted from the moment it is removed, though the index deletes late", async () => {
    await reopen({ index: lateIndex });
    const { id } = await knowledge.add("hours.md", "The shop opens at nine.");
    await knowledge.call("removeKnowledgeDocument", { params: { id } });
    const removed = await knowledge.documentOf(id);
    if (removed === undefined) throw new Error("The document is gone at once.");
    expect(knowledgeDocuments.collection.expiry?.(newOwned(removed))).toBeInstanceOf(Date);
    expect(await knowledge.texts("when does the shop open")).toEqual([]);
    await knowledge.add("hours.md", "The shop opens at nine, and at ten on Sunday.");
    expect(await knowledge.texts("when does the shop open")).toEqual(["The shop opens at nine, and at ten on Sunday."]);
    const again = await knowledge.documentOf(id);
    expect(again && knowledgeDocuments.collection.expiry?.(newOwned(again))).toBeUndefined();
  });

  it("leaves no file, passage, edge or node behind when it is removed", async () => {
    const { platform } = knowledge;
    const { id } = await knowledge.add("care.md", "# Brass polish\n\nPolish brass once a month.");
    await knowledge.add("other.md", "# Sockets\n\nAll sockets are B22.");
    await until("the graph is written", async () => {
      const { items } = await platform.documents.query(shop, graphNodes, { limit: 10 });
      return items.length === 2;
    });
    await knowledge.call("removeKnowledgeDocument", { params: { id } });
    await until("everything of it is deleted", async () => {
      const [blobs, indexed] = await Promise.all([
        platform.blobs.list(shop, `knowledge/${id}/`),
        platform.blobs.list(shop, "knowledge-index/"),
      ]);
      const edges = await platform.documents.query(shop, graphEdges, { limit: 10 });
      return blobs.length === 0 && indexed.length === 1 && edges.items.length === 1;
    });
    const nodes = await platform.documents.query(shop, graphNodes, { limit: 10 });
    expect(nodes.items.map(({ data }) => data.name)).toEqual(["Sockets"]);
  });

  it("of one tenant is found by no other", async () => {
    await knowledge.add("secret.md", "The wholesale margin is forty percent.");
    expect(await knowledge.texts("wholesale margin", { tenantId: garage })).toEqual([]);
    const own = await knowledge.add("secret.md", "The wholesale margin is nine percent.", { tenantId: garage });
    await expect(
      knowledge.call("getKnowledgeDocument", { tenantId: shop, params: { id: `${own.id}x` } }),
    ).rejects.toThrow();
    expect(await knowledge.texts("wholesale margin")).toEqual(["The wholesale margin is forty percent."]);
  });

  it("keeps its quoted version when a newer file cannot be read", async () => {
    const bytes = await pdfOf([[{ text: "Lamps are sold with two years of warranty." }]]);
    const { id } = await upload("warranty.pdf", bytes);
    await knowledge.settled(id);
    await upload("warranty.pdf", Buffer.from("%PDF-1.7 broken"));
    const document = await knowledge.settled(id);
    expect(document).toMatchObject({ status: "failed", failure: { code: "document-damaged" }, live: { version: "1" } });
    expect(await knowledge.texts("warranty of lamps")).toEqual(["Lamps are sold with two years of warranty."]);
    // The same broken file may be tried again.
    await upload("warranty.pdf", bytes);
    expect(await knowledge.settled(id)).toMatchObject({ status: "ready" });
  });

  it("goes on where a closed process left it, and reads no page twice", async () => {
    const pages = Array.from({ length: 50 }, (_, n) => [
      { text: `Shelf number ${n + 1} holds the lamps of series ${n}.` },
    ]);
    const { id } = await upload("shelves.pdf", await pdfOf(pages));
    await until("some pages are read", async () => (await knowledge.documentOf(id))?.reading?.pagesRead === 20);
    const { dataDir } = knowledge;
    await knowledge.close({ keep: true });
    knowledge = await openKnowledge({ dataDir });
    expect(await knowledge.settled(id)).toMatchObject({ status: "ready", live: { version: "1", passages: 50 } });
  });
});

describe("a page without a readable text", () => {
  it("is read by the vision model once, and its text is cited with its page", async () => {
    let calls = 0;
    const readPage = async () => {
      calls += 1;
      return "# बिजली\n\nबिजली का बल्ब दस साल चलता है।";
    };
    await reopen({ pageReader: { readPage } });
    const { id } = await upload("scan.pdf", await scannedPdf());
    expect(await knowledge.settled(id)).toMatchObject({ status: "ready", live: { problems: [] } });
    expect((await knowledge.search(shop, null, "बिजली का बल्ब", 1))[0]?.chunk).toMatchObject({
      page: 1,
      language: "hi",
    });
    expect(calls).toBe(1);
  });

  it("is reported when no model can read it", async () => {
    const { id } = await upload("scan.pdf", await scannedPdf());
    expect(await knowledge.settled(id)).toMatchObject({
      status: "failed",
      failure: { code: "page-unreadable", detail: expect.stringContaining("GEMINI_API_KEY") },
    });
  });
});

it("refuses a request without content, with two, and of an unknown format", async () => {
  const add = (parts: Parameters<OpenKnowledge["call"]>[1]) => knowledge.call("addKnowledgeDocument", parts);
  await expect(add({ body: {} })).rejects.toMatchObject({ code: "document-content-ambiguous" });
  await expect(add({ body: { text: "a", name: "a.md", faq: [{ question: "q", answer: "a" }] } })).rejects.toMatchObject(
    {
      code: "document-content-ambiguous",
    },
  );
  await expect(add({ body: { text: "a" } })).rejects.toMatchObject({ code: "document-name-missing" });
  await expect(add({ body: {}, file: file("a.exe", Buffer.from("MZ")) })).rejects.toMatchObject({
    code: "document-format-unknown",
  });
});

it("answers a repeated upload with the same Idempotency-Key once", async () => {
  const send = () =>
    knowledge.call<View>("addKnowledgeDocument", { body: { name: "a.md", text: "One lamp costs 90." }, key: "k1" });
  const [first, second] = [await send(), await send()];
  expect(second.id).toBe(first.id);
  expect(await knowledge.settled(first.id)).toMatchObject({ versions: 1 });
});
