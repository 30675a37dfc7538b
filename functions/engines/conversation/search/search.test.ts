import { conversationMeasured } from "../../../../shared/events/running/metrics.ts";
import { countedPlatform } from "../../../../shared/platform/counted.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openInbox, shop } from "../inbox/inbox.fixture.ts";
import { conversationRoutes } from "../routes/conversations.ts";
import { aConversation, aMessage, anInbound } from "../testing/fixtures.ts";
import { newTurn, turns } from "../turn-record.ts";
import { findIndexed } from "./find-indexed.ts";
import { indexWordsStep } from "./index-words.ts";
import { indexedWords, mostTokens, nameWords, withTokens, wordsOf } from "./search-index.ts";

interface Listed {
  readonly items: readonly { readonly conversation_id: string }[];
  readonly next_cursor: string | null;
}

describe("the index of words", () => {
  let inbox: Awaited<ReturnType<typeof openInbox>>;
  beforeEach(async () => {
    inbox = await openInbox(conversationRoutes);
  });
  afterEach(() => inbox.close());

  const day = (at: Date) => at.toISOString();
  /** More than one request looks through, all newer than what is looked for. */
  const newer = Array.from({ length: 620 }, (_, index) => ({
    id: `newer-${index}`,
    updatedAt: day(new Date(Date.parse("2026-11-29T00:00:00Z") + index * 60_000)),
  }));

  async function said(id: string, texts: readonly string[], name = "Asha"): Promise<void> {
    const conversation = {
      id,
      updatedAt: "2026-10-01T00:00:00.000Z",
      customer: { id, address: "+919812345678", name },
    };
    await inbox.store([conversation]);
    const writes = texts.map((text, index) => {
      const turnId = `${id}-${index}`;
      const turn = newTurn(aConversation({ ...conversation, turnCount: index }), {
        turnId,
        at: conversation.updatedAt,
        inbound: [{ ...anInbound, id: turnId, text }],
      });
      return put(turns.collection, turnId, newOwned(turn));
    });
    await inbox.platform.documents.commit(shop, writes);
    const times = { startedAt: conversation.updatedAt, endedAt: conversation.updatedAt };
    const data = {
      conversationId: id,
      channel: "whatsapp" as const,
      agent: { name: "default", version: 1 },
      ...times,
      outcome: "silent" as const,
      handedOver: false,
      turns: 1,
      guardEvents: 0,
      errors: 0,
      costNanoUsd: 0,
    };
    await inbox.runner.run(
      indexWordsStep(inbox),
      envelopeOf(conversationMeasured, { tenantId: shop, key: id, at: inbox.now(), data, id: `measured-${id}` }),
    );
  }

  /** All pages, and how many there were. */
  async function find(q: string): Promise<{ readonly found: readonly string[]; readonly pages: number }> {
    const found: string[] = [];
    let cursor: string | undefined;
    for (let pages = 1; ; pages += 1) {
      const page: Listed = await inbox.call("listConversations", { query: { q, cursor, limit: 50 } });
      found.push(...page.items.map(({ conversation_id: id }) => id));
      if (page.next_cursor === null) return { found, pages };
      cursor = page.next_cursor;
    }
  }

  it("finds what was said long ago, in any script, behind more conversations than one request reads", async () => {
    for (let from = 0; from < newer.length; from += 300) await inbox.store(newer.slice(from, from + 300));
    await said("thyroid", ["Where is my थायराइड REPORT?", "It has been two weeks."], "Meera Joshi");
    await said("loan", ["Where is my loan?"], "Mehmet Öz");
    expect(await find("थायराइड weeks")).toEqual({ found: ["thyroid"], pages: 3 });
    expect((await find("Where")).found.toSorted()).toEqual(["loan", "thyroid"]);
    expect((await find("mee jo")).found).toEqual(["thyroid"]);
    expect((await find("ÖZ")).found).toEqual(["loan"]);
    expect((await find("5678 loan")).found).toEqual(["loan"]);
    expect((await find("loan weeks")).found).toEqual([]);
  });

  it("finds what no index holds yet, and parts of words, by reading on, each once", async () => {
    for (let from = 0; from < newer.length; from += 300) await inbox.store(newer.slice(from, from + 300));
    await said("indexed", ["Where is my loan?"]);
    const old = { updatedAt: "2026-09-01T00:00:00.000Z", recent: [aMessage({ text: "My loan is late." })] };
    await inbox.store([
      { id: "unindexed", ...old },
      { id: "indexed", ...old, updatedAt: "2026-09-02T00:00:00.000Z" },
    ]);
    expect((await find("loan")).found).toEqual(["indexed", "unindexed"]);
    expect((await find("loa")).found).toEqual(["indexed", "unindexed"]);
  });

  it("reads what has the rarest word, and one entry for each other word", async () => {
    for (const name of ["one", "two", "three"]) await said(name, [`Where is my ${name} thyroidprofile?`]);
    const counted = countedPlatform(inbox.platform);
    const found = await findIndexed(counted.platform.documents, shop, {
      q: "two thyroidprofile",
      limit: 50,
      cursor: undefined,
    });
    expect(found).toEqual({ items: ["two"], nextCursor: undefined });
    expect(counted.counts()).toMatchObject({ queries: 1, gets: 3, reads: 6, writes: 0 });
  });

  it("holds no word that can be read, and goes with the conversation's other traces", async () => {
    await said("thyroid", ["Where is my thyroid report?"]);
    const orderBy = { field: "at", direction: "asc" } as const;
    const of = { where: [["conversationId", "==", "thyroid"] as const], orderBy, limit: 100 };
    const { items } = await inbox.platform.documents.query(shop, indexedWords, of);
    expect(JSON.stringify(items)).not.toMatch(/thyroid report|where/i);
    expect(items.length).toBeGreaterThan(5);
  });
});

test("words are split the same way in every script", () => {
  expect(wordsOf("Ｆｕｌｌ-width, मेरी रिपोर्ट कहाँ है? a")).toEqual(["full", "width", "मेरी", "रिपोर्ट", "कहाँ", "है"]);
  expect(nameWords({ name: "Asha", address: "+919812345678" })).toEqual(["as", "ash", "asha", "5678", "919812345678"]);
});

test("the newest words stay when there are too many", () => {
  const tokens = Array.from({ length: mostTokens }, (_, index) => `t${index}`);
  const before = { conversationId: "c", upTo: 3, tokens };
  const { document, writes } = withTokens(before, ["new", "t0"], { upTo: 4, at: "2026-11-30T07:00:00.000Z" });
  expect(document.tokens).toHaveLength(mostTokens);
  expect(document.tokens.slice(-2)).toEqual(["new", "t0"]);
  expect(document.tokens[0]).toBe("t2");
  expect(writes.map(({ type }) => type)).toEqual(["put", "delete"]);
});
