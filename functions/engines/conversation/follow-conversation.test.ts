import { setTimeout as sleep } from "node:timers/promises";
import { countedPlatform } from "../../../shared/platform/counted.ts";
import { put } from "../../../shared/platform/documents.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { conversations, type StoredConversation } from "./conversations.ts";
import { followConversation } from "./follow-conversation.ts";
import { aConversation } from "./testing/fixtures.ts";
import { newTurn, turns } from "./turn-record.ts";

/** Conversations are stored by one platform and followed on another over the same file, whose reads are counted. */
let platform: ReturnType<typeof openTestPlatform>;
let counted: ReturnType<typeof countedPlatform>;
let end: AbortController;
let commits: number;

beforeEach(() => {
  platform = openTestPlatform();
  counted = countedPlatform(platform.platform);
  end = new AbortController();
  commits = 0;
});
afterEach(async () => {
  end.abort();
  await platform.close();
});

/** Stores the conversation at a new time, with the turns after `from` up to its `turnCount`. */
async function store(over: Partial<StoredConversation>, { from = over.turnCount ?? 0 } = {}): Promise<void> {
  commits += 1;
  const conversation = aConversation({ turnCount: 0, updatedAt: new Date(commits * 1_000).toISOString(), ...over });
  const { id, turnCount, updatedAt: at } = conversation;
  const added = Array.from({ length: turnCount - from }, (_, each) => from + each + 1).map((index) => {
    const turn = newTurn({ ...conversation, turnCount: index }, { turnId: `${id}-${index}`, inbound: [], at });
    return put(turns.collection, turn.id, newOwned(turn));
  });
  await platform.platform.documents.commit(tenantId, [
    put(conversations.collection, id, newOwned(conversation)),
    ...added,
  ]);
}

/** What a follower was told: each conversation's status with the indexes of its new turns. */
function follow(ids: readonly string[], after?: number) {
  const told: string[] = [];
  const from = { ids, signal: end.signal, ...(after === undefined ? {} : { after }) };
  const following = (async () => {
    for await (const { conversation, turns: news } of followConversation(counted.platform.documents, tenantId, from))
      told.push([conversation.status, ...news.map(({ index }) => index)].join(" "));
  })();
  return { told, following };
}

test("tells the first look, each turn once and a change without a turn, and ends with its signal", async () => {
  await store({ turnCount: 2 });
  const { told, following } = follow(["c1"]);
  await until("the first look", () => told.length === 1);
  await store({ turnCount: 4 }, { from: 2 });
  await until("the turns", () => told.length === 2);
  await store({ turnCount: 4, status: "escalated" });
  await until("the escalation", () => told.length === 3);
  end.abort();
  await following;
  expect(told).toEqual(["active", "active 3 4", "escalated"]);
});

test("tells every turn behind a position, however many", async () => {
  await store({ turnCount: 130 }, { from: 0 });
  const { told } = follow(["c1"], 5);
  await until("the newest turn", () => told.some((each) => each.endsWith(" 130")));
  const indexes = told.flatMap((each) => each.split(" ").slice(1).map(Number));
  expect(indexes).toEqual(Array.from({ length: 125 }, (_, each) => each + 6));
});

test("follows the conversation of an older release until there is a new one", async () => {
  await store({ id: "former", turnCount: 1 }, { from: 0 });
  const { told } = follow(["c1", "former"], 1);
  await until("the first look", () => told.length === 1);
  await store({ id: "former", turnCount: 2 }, { from: 1 });
  await until("the older one's turn", () => told.includes("active 2"));
  await store({ id: "c1", turnCount: 3 }, { from: 2 });
  await until("the new one's turn", () => told.includes("active 3"));
});

test("begins before anything was said", async () => {
  const { told } = follow(["c1"]);
  await store({ id: "other", turnCount: 1 }, { from: 0 });
  await store({ turnCount: 1 }, { from: 0 });
  await until("the first turn", () => told.length === 1);
  expect(told).toEqual(["active 1"]);
});

test("reads nothing while nothing changes, and a handful of documents for a turn", async () => {
  await store({ turnCount: 1 });
  const { told } = follow(["c1"]);
  await until("the first look", () => told.length === 1);
  await sleep(50);
  counted.reset();
  await sleep(1_500); // three polls of a follower that asks
  expect(counted.counts().reads).toBe(0);
  await store({ turnCount: 2 }, { from: 1 });
  await until("the turn", () => told.length === 2);
  await sleep(50);
  // What the watch reports, the conversation and the turn.
  expect(counted.counts().reads).toBe(3);
});
