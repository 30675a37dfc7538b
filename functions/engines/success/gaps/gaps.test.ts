import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { openQuestions } from "../../../../shared/contracts/conversation/unanswered-questions.ts";
import {
  type KnowledgeGapDecided,
  knowledgeArticleDue,
  knowledgeGapDecided,
  knowledgeGapFound,
} from "../../../../shared/events/index.ts";
import type { Embedder } from "../../../../shared/knowledge/embedding/embedder.ts";
import { packVector } from "../../../../shared/knowledge/vectors/packed-vector.ts";
import type { Models } from "../../../../shared/models/model.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { clusterQuestions, type QuestionGroup } from "./cluster-questions.ts";
import { decideGapStep } from "./decide-gap.ts";
import { draftArticleStep, draftOf } from "./draft-article.ts";
import { findGaps } from "./find-gaps.ts";
import { knowledgeGaps } from "./gap.ts";
import { recordGap } from "./record-gap.ts";

const now = new Date("2026-10-21T01:00:00.000Z");
const context = { now, log: createLogger({ level: "silent" }), signal: new AbortController().signal };
const config = minimalConfig();
const configs = { pointers: async () => ({ byName: { main: { version: 1 } } }) as never, parsed: async () => config };
/** What each question means, as a direction: the first letters of its key. */
const meanings: Readonly<Record<string, readonly number[]>> = {
  "Do you repair fans?": [1, 0.1, 0],
  "क्या आप पंखा ठीक करते हैं?": [1, 0.2, 0],
  "Is there parking?": [0, 0, 1],
};
const embedder: Embedder = {
  model: "m",
  dimensions: 3,
  scale: null,
  whileIndexing: false,
  embedQuestion: async (text) => packVector(meanings[text] ?? [0, 1, 0]),
  embedPassages: async (texts) => texts.map((text) => packVector(meanings[text] ?? [0, 1, 0])),
};

let opened: ReturnType<typeof openTestPlatform>;
let events = 0;
beforeEach(() => {
  opened = openTestPlatform(() => now);
});
afterEach(() => opened.close());

async function asked(conversationId: string, question: string, groupKey: string): Promise<void> {
  const of = { question, groupKey, language: "en", conversationId, asked: 1, at: "2026-10-20T10:00:00.000Z" };
  await opened.platform.documents.commit(tenantId, [put(openQuestions, `${conversationId} ${groupKey}`, newOwned(of))]);
}
const runner = () => runnerWith(opened.platform, {}, () => now);
const find = (open: () => Promise<Embedder | null> = async () => embedder) =>
  findGaps({ documents: opened.platform.documents, embedder: open }, tenantId, context);
const gapOf = async (id: string) =>
  (await opened.platform.documents.get(tenantId, knowledgeGaps.collection, id))?.data.state;

async function recorded() {
  await asked("c1", "Do you repair fans?", "fan repair");
  await asked("c2", "Do you repair fans?", "fan repair");
  await asked("c3", "क्या आप पंखा ठीक करते हैं?", "पंखा ठीक");
  const [gap] = await find();
  if (gap === undefined) throw new Error("No gap was found.");
  const event = { id: `found ${++events}`, tenantId, key: gap.gapId, at: now, data: gap };
  for (let delivery = 0; delivery < 2; delivery += 1)
    await runner().run(recordGap, envelopeOf(knowledgeGapFound, event), { repeatable: true });
  return gap;
}

async function drafted(gapId: string, answer: string, passages: readonly string[]) {
  const models: Models = {
    async generate() {
      const parts = [{ type: "text" as const, text: answer }];
      return { model: "m", served: "m", parts, finish: "stop", inputTokens: 1, outputTokens: 1 };
    },
  };
  const search = async () => passages.map((text) => ({ chunk: { title: "Services", text }, score: 1 })) as never;
  const event = envelopeOf(knowledgeArticleDue, {
    id: `due ${++events}`,
    tenantId,
    key: gapId,
    at: now,
    data: { gapId },
  });
  const { documents } = opened.platform;
  await runner().run(draftArticleStep({ documents, configs, models, search }), event, { repeatable: true });
}

async function decide(gapId: string, more: Partial<KnowledgeGapDecided>) {
  const data = {
    gapId,
    decision: "approve" as const,
    title: "Fans",
    text: "We repair fans.",
    base: "general",
    ...more,
  };
  const told = { ...data, by: "asha", at: now.toISOString() };
  const event = envelopeOf(knowledgeGapDecided, {
    id: `decided-${++events}`,
    tenantId,
    key: gapId,
    at: now,
    data: told,
  });
  await runner().run(decideGapStep({ blobs: opened.platform.blobs }), event, { repeatable: true });
}

it("clusters in the same way whatever the order, and never joins what is not alike", () => {
  const group = (key: string, conversations: number, vector: readonly number[]): QuestionGroup => ({
    key,
    question: key,
    languages: ["en"],
    conversations,
    vector,
  });
  const groups = [group("a", 5, [1, 0]), group("b", 2, [0.95, 0.31]), group("c", 4, [0, 1])];
  const keys = (all: readonly QuestionGroup[]) =>
    clusterQuestions(all, [], 0.85).map((cluster) => cluster.groups.map(({ key }) => key));
  expect(keys(groups)).toEqual([["a", "b"], ["c"]]);
  expect(keys(groups.toReversed())).toEqual([["a", "b"], ["c"]]);
});

it("finds one gap for one meaning in two languages, the same one the next day, and by words while the model fails", async () => {
  const gap = await recorded();
  expect(gap).toMatchObject({
    conversations: 3,
    recently: 3,
    keys: ["fan repair", "पंखा ठीक"],
    question: "Do you repair fans?",
  });
  await asked("c4", "Is there parking?", "parking");
  expect((await find()).map(({ gapId }) => gapId)).toEqual([gap.gapId]);
  const failing = async () => {
    throw new Error("The model is down.");
  };
  expect(await find(failing)).toMatchObject([{ gapId: gap.gapId, conversations: 3 }]);
});

it("drafts only words that stand in a source: what the model adds or changes is dropped", async () => {
  const { gapId } = await recorded();
  const quotes = [
    { source: 1, text: "We repair ceiling fans within two days." },
    { source: 1, text: "We repair ceiling fans within one day." },
    { source: 2, text: "It costs 500 rupees." },
  ];
  await drafted(gapId, JSON.stringify({ title: "Fans", quotes }), [
    "We repair  ceiling fans\nwithin two days. Ask us.",
  ]);
  expect(await gapOf(gapId)).toMatchObject({
    status: "drafted",
    draft: {
      title: "Fans",
      quotes: [{ text: "We repair ceiling fans within two days.", source: "document", of: "Services" }],
    },
  });
});

it("uses what an operator answered, without what names a person", async () => {
  const { gapId } = await recorded();
  const turn = {
    conversationId: "c1",
    index: 2,
    at: now.toISOString(),
    inbound: [],
    more: [],
    by: "ravi",
    toolCalls: [],
    reply: { text: "Yes, we do. Call +91 98000 12345.", citations: [] },
    escalationReason: null,
    guardFindings: [],
    signals: {},
    config: { name: "main", version: 1 },
  };
  await opened.platform.documents.commit(tenantId, [put(finishedTurns, "t1", newOwned(turn))]);
  const quotes = [
    { source: 1, text: "Yes, we do." },
    { source: 1, text: "Call +91 98000 12345." },
  ];
  await drafted(gapId, JSON.stringify({ title: "Fans", quotes }), []);
  expect((await gapOf(gapId))?.draft?.quotes).toEqual([{ text: "Yes, we do.", source: "operator", of: "c1" }]);
});

it("asks the client's person when there is no source, or when the model answers nonsense", async () => {
  const { gapId } = await recorded();
  await drafted(gapId, "{}", []);
  expect(await gapOf(gapId)).toMatchObject({ status: "asked", draft: null });
  expect(draftOf("I am not JSON", [{ source: "document", of: "d", text: "t" }], "m")).toBeNull();
});

it("makes an approved article a document of the knowledge once, and never proposes a rejected gap again", async () => {
  const { gapId } = await recorded();
  await decide(gapId, {});
  expect(await gapOf(gapId)).toMatchObject({
    status: "approved",
    decided: { by: "asha", documentId: expect.any(String) },
  });
  await expect(decide(gapId, { decision: "reject" })).rejects.toMatchObject({ code: "gap-decided" });
  // The questions came before the answer.
  expect(await find()).toEqual([]);
});

it("leaves a rejected gap out for good", async () => {
  const gap = await recorded();
  await decide(gap.gapId, { decision: "reject" });
  await asked("c9", "Do you repair fans?", "fan repair");
  expect(await find()).toEqual([]);
});
