import {
  type ConversationSummary,
  conversationSummaries,
} from "../../../../shared/contracts/conversation/conversation-summary.ts";
import { finishedTurns } from "../../../../shared/contracts/conversation/finished-turns.ts";
import { readLearnedScenarios } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import {
  type CorrectionDecided,
  type CorrectionFound,
  conversationMeasured,
  correctionDecided,
  correctionFound,
} from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { holdsPersonalData } from "../../../../shared/platform/personal-data.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { until } from "../../../../tests/contracts/open-platform.ts";
import { corrections } from "./correction.ts";
import { aTurn } from "./corrections.fixture.ts";
import { decideCorrectionStep } from "./decide-correction.ts";
import { findCorrectionsStep } from "./find-corrections.ts";
import { recordCorrection } from "./record-correction.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
const startedAt = "2026-11-29T09:00:00.000Z";
let opened: ReturnType<typeof openTestPlatform>;
let events = 0;
beforeEach(async () => {
  opened = openTestPlatform(() => now);
  const summary = {
    id: "c1",
    channel: "web_chat",
    accountAddress: null,
    status: "resolved",
    language: "en",
    booking: null,
    customer: { id: "u1", address: "session-1", name: "Meera Nair" },
    config: { name: "main", version: 1 },
    lastInboundAt: startedAt,
    updatedAt: startedAt,
  } as unknown as ConversationSummary;
  const said = (text: string) => ({ messageId: `m ${text}`, text, citations: [] });
  const turns = [
    aTurn({ index: 1, inbound: [{ text: "Meera here, open on Sunday?" }], reply: said("No, Sunday is closed.") }),
    aTurn({ index: 2, by: "ravi", reply: said("Yes Meera, Sundays until 4, the visit costs ₹500. Call 98123 45678.") }),
  ];
  await opened.platform.documents.commit(tenantId, [
    put(conversationSummaries, "c1", newOwned(summary)),
    ...turns.map((turn) => put(finishedTurns, `t${turn.index}`, newOwned(turn))),
  ]);
  opened.platform.bus.subscribe(runner().subscription(recordCorrection));
  await opened.platform.bus.start();
});
afterEach(() => opened.close());

const runner = () => runnerWith(opened.platform, {}, () => now);
const documents = () => opened.platform.documents;
const all = async (tenant = tenantId) =>
  (await documents().query(tenant, corrections.collection, { limit: 10 })).items.map(({ data }) => data.state);

/** The session has ended, and what is found is told twice. */
async function found(): Promise<void> {
  const data = {
    conversationId: "c1",
    channel: "web_chat" as const,
    agent: { name: "main", version: 1 },
    startedAt,
    endedAt: now.toISOString(),
    outcome: "resolved" as const,
    handedOver: true,
    turns: 2,
    guardEvents: 0,
    errors: 0,
    costNanoUsd: 0,
  };
  for (let delivery = 0; delivery < 2; delivery += 1) {
    const event = envelopeOf(conversationMeasured, { id: `m${++events}`, tenantId, key: "c1", at: now, data });
    await runner().run(findCorrectionsStep({ documents: documents() }), event);
  }
  await until("the correction is recorded", async () => (await all()).length > 0);
}

async function record(data: CorrectionFound): Promise<void> {
  const event = envelopeOf(correctionFound, { id: `f${++events}`, tenantId, key: data.correctionId, at: now, data });
  await runner().run(recordCorrection, event);
}

async function decide(more: Partial<CorrectionDecided> = {}) {
  const [correction] = await all();
  if (correction === undefined) throw new Error("There is no correction.");
  const { correctionId } = correction;
  const data = {
    correctionId,
    decision: "approve" as const,
    question: "Are you open on Sundays?",
    by: "asha",
    answer: "Yes, until 4. A visit costs ₹500.",
    base: "general",
    at: now.toISOString(),
    scenario: { mentions: [], avoids: ["closed"] },
    ...more,
  };
  const event = envelopeOf(correctionDecided, { id: `d${++events}`, tenantId, key: correctionId, at: now, data });
  return runner().run(decideCorrectionStep({ blobs: opened.platform.blobs }), event);
}

it("records one correction of a session, without what names its customer, and only for its tenant", async () => {
  await found();
  expect(await all()).toMatchObject([
    {
      source: "takeover",
      status: "open",
      plays: false,
      turn: 1,
      by: "ravi",
      said: "No, Sunday is closed.",
      question: "[name] here, open on Sunday?",
      right: "Yes [name], Sundays until 4, the visit costs ₹500. Call [number].",
    },
  ]);
  expect(await all(TenantId.parse("another"))).toEqual([]);
});

it("makes an approved correction an article and a scenario once, until the scenario is retired", async () => {
  await found();
  expect(await readLearnedScenarios(documents(), tenantId)).toEqual([]);
  const approved = await decide();
  expect(approved).toMatchObject({ status: "approved", plays: true, decided: { documentId: expect.any(String) } });
  expect(await readLearnedScenarios(documents(), tenantId)).toEqual([
    {
      id: expect.stringMatching(/^LEARNED-/),
      conversationId: expect.any(String),
      says: "Are you open on Sundays?",
      expects: [
        { kind: "numbers", text: "Yes, until 4. A visit costs ₹500." },
        { kind: "not-mentions", text: "closed" },
      ],
    },
  ]);
  expect(await readLearnedScenarios(documents(), TenantId.parse("another"))).toEqual([]);
  await expect(decide()).rejects.toMatchObject({ code: "correction-decided" });
  await decide({ decision: "retire" });
  expect(await readLearnedScenarios(documents(), tenantId)).toEqual([]);
});

it("teaches nothing when it is rejected", async () => {
  await found();
  expect(await decide({ decision: "reject" })).toMatchObject({ status: "rejected", decided: { documentId: null } });
  expect(await readLearnedScenarios(documents(), tenantId)).toEqual([]);
});

it("takes what a person marks in place of what was found, until it is decided", async () => {
  await found();
  const [first] = await all();
  if (first === undefined) throw new Error("There is no correction.");
  const marked: CorrectionFound = { ...first, source: "marked", right: "Only in December.", by: "asha" };
  await record(marked);
  expect(await all()).toMatchObject([{ source: "marked", right: "Only in December.", by: "asha" }]);
  await decide();
  await expect(record(marked)).rejects.toMatchObject({ code: "correction-decided" });
});

it("is erased with its customer: an open one as a whole, of an approved one all but what was approved", async () => {
  await found();
  const { personal } = corrections.collection;
  if (!holdsPersonalData(personal)) throw new Error("It holds no personal data.");
  const ids = await documents().ids(tenantId);
  const person = { tenantId, ids, customerIds: ["u1"], conversationIds: ["c1"], addresses: [] };
  const kept = async () => {
    const [stored] = (await documents().query(tenantId, corrections.collection, { limit: 1 })).items;
    return stored && personal.afterErasure?.(stored.data, person)?.state;
  };
  expect(await kept()).toBeUndefined();
  await decide();
  expect(await kept()).toMatchObject({ conversationId: "erased", said: null, question: "Are you open on Sundays?" });
});
