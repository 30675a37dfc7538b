import { knowledgeBatchDue, knowledgeVersionRead } from "../../../shared/events/index.ts";
import { DocumentUnreadable } from "../../../shared/knowledge/reading/block.ts";
import { pdfOf } from "../../../shared/knowledge/reading/documents.fixture.ts";
import { readInWorker } from "../../../shared/knowledge/reading/read-in-worker.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { type KnowledgeOptions, type OpenKnowledge, openKnowledge, shop } from "./knowledge.fixture.ts";

let knowledge: OpenKnowledge | undefined;
afterEach(() => knowledge?.close());

async function open(options: KnowledgeOptions = {}): Promise<OpenKnowledge> {
  knowledge = await openKnowledge(options);
  return knowledge;
}

async function namesUnder({ platform }: OpenKnowledge, prefix: string): Promise<readonly string[]> {
  return (await platform.blobs.list(shop, prefix)).map(({ name }) => name);
}

async function untilNothing(opened: OpenKnowledge, prefix: string): Promise<void> {
  await until(`nothing is left under ${prefix}`, async () => (await namesUnder(opened, prefix)).length === 0);
}

it("keeps nothing of a document that cannot be read after its first pages", async () => {
  const opened = await open({
    read: async (file, pages, options) => {
      if (pages.first > 1) throw new DocumentUnreadable("document-damaged", "The file is damaged.");
      return readInWorker(file, pages, options);
    },
  });
  const pages = Array.from({ length: 25 }, (_, n) => [{ text: `Lamp number ${n + 1} is in stock.` }]);
  const file = { name: "lamps.pdf", contentType: "application/pdf", bytes: await pdfOf(pages) };
  const { id } = await opened.call<{ id: string }>("addKnowledgeDocument", { body: {}, file });
  expect(await opened.settled(id)).toMatchObject({ status: "failed", failure: { code: "document-damaged" } });
  await untilNothing(opened, `knowledge/${id}/`);
});

it("keeps one copy of a file that is sent twice, and none after the document is removed", async () => {
  const opened = await open();
  const { id } = await opened.add("gifts.md", "Gift wrapping costs fifty rupees.");
  const held = await namesUnder(opened, `knowledge/${id}/files/`);
  expect(held).toHaveLength(1);
  await opened.add("gifts.md", "Gift wrapping costs fifty rupees.");
  await until("the copy is deleted", async () => (await namesUnder(opened, `knowledge/${id}/files/`)).length === 1);
  expect(await namesUnder(opened, `knowledge/${id}/files/`)).toEqual(held);
  await opened.call("removeKnowledgeDocument", { params: { id } });
  await untilNothing(opened, `knowledge/${id}/`);
});

it("keeps no page of the web whose format it does not know", async () => {
  const bytes = Buffer.from([0, 1, 2, 3]);
  const opened = await open({
    fetchPage: async (url) => ({
      type: "page",
      url,
      bytes,
      contentType: "application/x-unheard-of",
      delayMs: 0,
      sitemaps: [],
    }),
  });
  const body = { url: "https://lamps.example/catalogue.bin" };
  const { id } = await opened.call<{ id: string }>("addKnowledgeDocument", { body });
  expect(await opened.settled(id)).toMatchObject({ status: "failed", failure: { code: "document-format-unknown" } });
  await untilNothing(opened, `knowledge/${id}/`);
});

it("deletes what a step wrote of a version that was replaced or removed meanwhile", async () => {
  const opened = await open();
  const { platform, index } = opened;
  const { id: documentId } = await opened.add("hours.md", "The shop opens at nine.");
  await opened.add("hours.md", "The shop opens at eleven.");
  const folder = `knowledge/${documentId}/1/`;
  await untilNothing(opened, folder);
  const origin = { tenantId: shop, key: documentId, at: new Date() };

  await platform.blobs.put(shop, `${folder}passages-000000.json`, Buffer.from("[]"), { contentType: "text/plain" });
  const batch = { documentId, version: "1", firstPage: 1 };
  await platform.bus.publish([envelopeOf(knowledgeBatchDue, { ...origin, id: "late-batch", data: batch })]);
  await untilNothing(opened, folder);
  expect(await opened.texts("when does the shop open")).toEqual(["The shop opens at eleven."]);

  await opened.call("removeKnowledgeDocument", { params: { id: documentId } });
  await untilNothing(opened, "knowledge-index/");
  const facts = { documentId, version: "2", title: "Hours", section: [], language: "en" };
  const chunk = { ...facts, id: `${documentId}#0`, text: "The shop opens at eleven." };
  // The removal may still be at work, and take the first of it along.
  await until("a late step has written", async () => {
    await index.put(shop, "general", documentId, "2", [chunk]);
    return (await namesUnder(opened, "knowledge-index/")).length > 0;
  });
  const read = { documentId, version: "2" };
  await platform.bus.publish([envelopeOf(knowledgeVersionRead, { ...origin, id: "late-read", data: read })]);
  await untilNothing(opened, "knowledge-index/");
});
