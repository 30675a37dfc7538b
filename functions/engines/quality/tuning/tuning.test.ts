import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { readCustomerOf, writeCustomer } from "../../../../shared/customers/store.ts";
import { put, remove } from "../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { conversations } from "../../conversation/conversations.ts";
import { aConversation, anInbound } from "../../conversation/testing/fixtures.ts";
import { newTurn, type Turn, turns } from "../../conversation/turn-record.ts";
import { ratings } from "../calibration/rating.ts";
import { type Evaluation, evaluations } from "../evaluations/evaluation.ts";
import { lookAtRating } from "./look-at-rating.ts";
import { TuningPage, tuningRoutes } from "./routes.ts";

const now = () => new Date();
const startedAt = new Date(Date.now() - 3_600_000).toISOString();
const laterBy = (seconds: number) => new Date(Date.parse(startedAt) + seconds * 1_000).toISOString();
const config = minimalConfig("  catalogue:\n    - { id: tea, name: Assam tea, price: 549 }\n");
const customer = { id: "p1", address: "+919812345678", name: "Asha Rao" };
const answer = (text: string) => ({ messageId: "m", text, choices: [], media: [], citations: [] });

let opened: ReturnType<typeof openTestPlatform>;
beforeEach(() => {
  opened = openTestPlatform();
});
afterEach(() => opened.close());

interface Said {
  readonly said: string;
  readonly answer?: string;
  readonly over?: Partial<Turn>;
}

/** A session of a conversation with an evaluation of it, and what each person thinks. */
async function rated(id: string, dialogue: readonly Said[], given: readonly number[], consent?: boolean) {
  const { documents } = opened.platform;
  const of = { ...customer, id: `p-${id}`, address: `+9198123${id.padStart(5, "0")}` };
  const own = aConversation({ id: `c-${id}`, customer: of, updatedAt: startedAt });
  const records = dialogue.map(({ said, answer: text, over = {} }, index) => {
    const inbound = said === "" ? [] : [{ ...anInbound, text: said }];
    const turn = newTurn(own, { turnId: `t-${id}-${index}`, inbound, at: laterBy(index) });
    const reply = text === undefined ? null : answer(text);
    return put(turns.collection, turn.id, newOwned({ ...turn, index, sessionAt: startedAt, reply, ...over }));
  });
  const evaluation: Evaluation = {
    evaluationId: `e-${id}`,
    conversationId: own.id,
    customerId: of.id,
    reason: "sample",
    agent: { name: "main", version: 1 },
    channel: "whatsapp",
    language: "en",
    rubric: "1",
    turns: 2,
    scores: { helpfulness: 8, accuracy: 8, appropriateness: 8, goalAchievement: null, overall: 8 },
    grounding: 1,
    findings: [],
    findingCount: 0,
    judge: { status: "not-asked", why: "certain" },
    until: laterBy(600),
    at: laterBy(700),
  };
  const byPeople = given.map((overall, at) => {
    const ratingId = `r-${id}-${at}`;
    const rating = { ratingId, evaluationId: `e-${id}`, customerId: of.id, rubric: "1", by: `person-${at}` };
    return { ...rating, judged: 8, overall, note: "", at: laterBy(800 + at) };
  });
  await documents.commit(tenantId, [
    put(conversations.collection, own.id, newOwned(own)),
    put(evaluations.collection, evaluation.evaluationId, newOwned(evaluation)),
    ...records,
    ...byPeople.map((rating) => put(ratings.collection, rating.ratingId, newOwned(rating))),
  ]);
  if (consent !== undefined) {
    const known = await readCustomerOf(documents, tenantId, { channel: "whatsapp", customer: of }, now());
    const said = { purpose: "data_collection" as const, channel: "whatsapp" as const, granted: consent };
    const fields = {
      city: { value: "Kota Bagh", messageId: null, confirmed: true, vouched: true, at: startedAt },
    };
    const consents = [{ ...said, wording: "May we?", at: startedAt }];
    await documents.commit(tenantId, writeCustomer(known, { ...known.state, consents, fields }));
  }
  return byPeople;
}

async function page(query: { cursor?: string; limit?: number; masked_answers?: "keep" | "leave-out" } = {}) {
  const [route] = tuningRoutes({ documents: opened.platform.documents, config: async () => config, now });
  const asked = { limit: 50, minimum: 8, masked_answers: "keep" as const, ...query };
  const reply = await route?.handle({ identity: { tenantId }, query: asked } as never);
  if (reply === undefined || !("body" in reply)) throw new Error("There is no page.");
  return TuningPage.parse(reply.body);
}

const simple: readonly Said[] = [{ said: "Do you have tea?", answer: "Yes, Assam tea." }];

describe("a tuning set", () => {
  it("has an approved conversation in Google's form, without what names the customer", async () => {
    const dialogue = [
      { said: "", answer: "Welcome back!" },
      { said: "My name is Veena. I live in Kota Bagh, call +91 98123 11111", answer: "I'm glad, Veena. Tea is 549." },
      { said: "And to veena@example.com?", answer: "Your order 778812 goes there, Asha." },
    ];
    await rated("1", dialogue, [9], true);
    const { items, left_out } = await page();
    expect(left_out).toEqual([]);
    expect(JSON.parse(items[0]?.line ?? "")).toEqual({
      systemInstruction: { role: "system", parts: [{ text: "You are Robin." }] },
      contents: [
        { role: "user", parts: [{ text: "My name is [name] I live in [detail], call [number]" }] },
        { role: "model", parts: [{ text: "I'm glad, [name]. Tea is 549." }] },
        { role: "user", parts: [{ text: "And to [mail]" }] },
        { role: "model", parts: [{ text: "Your order [number] goes there, [name]." }] },
      ],
    });
    expect((await page({ masked_answers: "leave-out" })).left_out).toEqual([{ reason: "masked-answer", count: 1 }]);
  });

  it("counts each session once, and one low rating leaves it out", async () => {
    await rated("1", simple, [9, 10, 8], true);
    await rated("2", simple, [10, 3], true);
    const { items, looked_at, left_out } = await page();
    expect(items.map((item) => item.conversation_id)).toEqual(["c-1"]);
    expect([looked_at, left_out]).toEqual([2, [{ reason: "rated-low", count: 1 }]]);
  });

  it("asks for a consent, which silence is not, and leaves out what was erased", async () => {
    await rated("1", simple, [9]);
    await rated("2", simple, [9], false);
    await rated("3", simple, [9], true);
    await opened.platform.documents.commit(tenantId, [remove(conversations.collection, "c-3")]);
    const { items, left_out } = await page();
    expect(items).toEqual([]);
    const reasons = left_out.map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(["consent-missing", "consent-refused", "gone"]);
  });

  it("ends before a tool, a person or a file, and has nothing that the guard found", async () => {
    const tool = { id: "1", name: "book", arguments: {}, result: {}, status: "completed" as const };
    const call = { ...tool, error: null, durationMs: 1 };
    await rated("1", [...simple, { said: "Book it", answer: "Booked.", over: { toolCalls: [call] } }], [9], true);
    await rated("2", [{ said: "Hi", answer: "It is me, Ravi.", over: { by: "ravi" } }], [9], true);
    await rated("3", [{ said: "Hi", answer: "It is free!", over: { guardFindings: ["number"] } }], [9], true);
    const { items, left_out } = await page();
    expect(items.map(({ line }) => JSON.parse(line).contents.length)).toEqual([2]);
    const reasons = left_out.map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(["guard-finding", "no-answer"]);
  });

  it("leaves out a session that is longer than an example may be", async () => {
    await rated("1", [{ said: "Tell me all", answer: "न".repeat(50_000) }], [9], true);
    const many = Array.from({ length: 201 }, () => ({ said: "More", answer: "More." }));
    await rated("2", many, [9], true);
    expect((await page()).left_out).toEqual([{ reason: "too-long", count: 2 }]);
  });

  it("has the rated session only, not the next one of the conversation", async () => {
    const next = laterBy(700);
    const [rating] = await rated(
      "1",
      [...simple, { said: "Again", answer: "Hello again.", over: { at: next, sessionAt: next } }],
      [9],
      true,
    );
    if (rating === undefined) throw new Error("It was not rated.");
    const { documents } = opened.platform;
    const rule = { minimum: 8, maskedAnswers: "keep" as const };
    const looked = await lookAtRating({ documents, config: async () => config, now }, { tenantId, rating, rule });
    expect(looked).toMatchObject({ type: "example", startedAt, line: expect.not.stringContaining("again") });
  });

  it("comes in pages", async () => {
    for (const id of ["1", "2", "3"]) await rated(id, simple, [9], true);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const next = await page({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...next.items.map((item) => item.conversation_id));
      cursor = next.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(found.toSorted()).toEqual(["c-1", "c-2", "c-3"]);
  });
});
