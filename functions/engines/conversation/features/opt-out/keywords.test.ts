import { keywordOf } from "../../../../../shared/channels/keyword-words.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { customers, newCustomer } from "../../../../../shared/customers/customer.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../../shared/platform/tenant-ids.fixture.ts";
import type { Conversation, Inbound } from "../../conversation.ts";
import type { StoredConversation } from "../../conversations.ts";
import { aConversation, anInbound } from "../../testing/fixtures.ts";
import { givenTurn } from "../../testing/given.ts";
import { keywordReply, replyLanguages } from "./replies.ts";
import { optOutAfter } from "./state.ts";
import { keywordToHonour, optOutTurn } from "./turn.ts";

const said = (text: string, channel: Conversation["channel"] = "whatsapp", optedOut = false) =>
  keywordOf(channel, { text, choiceId: null }, optedOut);

describe("what counts as a keyword", () => {
  it.each([
    ["STOP", null],
    ["stop.", null],
    [" Unsubscribe! ", null],
    ["Stop all", null],
    ["बंद करो", "hi"],
    ["Band karo", "hi-Latn"],
    ["বন্ধ করুন", "bn"],
    ["ఆపండి", "te"],
    ["बंद करा", "mr"],
    ["நிறுத்து", "ta"],
    ["બંધ કરો", "gu"],
    ["بند کریں", "ur"],
  ])("%s is STOP on every messaging channel", (text, language) => {
    for (const channel of ["sms", "whatsapp", "instagram", "email"] as const)
      expect(said(text, channel)).toMatchObject({ keyword: "stop", language });
    expect(said(text, "web_chat")).toBeUndefined();
  });

  it.each(["शुरू करें", "shuru karo", "শুরু করুন", "ప్రారంభించండి", "सुरू करा", "தொடங்கு", "શરૂ કરો", "شروع کریں", "START", "unstop"])(
    "%s is START, in a chat only from customers who have opted out",
    (text) => {
      expect(said(text, "sms")).toMatchObject({ keyword: "start" });
      expect(said(text, "whatsapp", true)).toMatchObject({ keyword: "start" });
      expect(said(text, "whatsapp", false)).toBeUndefined();
    },
  );

  it.each(["मदद", "madad", "সাহায্য", "సహాయం", "मदत", "உதவி", "મદદ", "مدد", "HELP"])("%s is HELP", (text) => {
    expect(said(text)).toMatchObject({ keyword: "help" });
  });

  it("must be the whole message", () => {
    for (const text of [
      "Please stop calling my father",
      "stop taking the tablets?",
      "bus stop",
      "can you help me book",
    ])
      expect(said(text, "sms")).toBeUndefined();
  });

  it("leaves booking words to the agent, except on SMS", () => {
    for (const text of ["Cancel", "end", "quit"]) {
      expect(said(text, "whatsapp")).toBeUndefined();
      expect(said(text, "sms")).toMatchObject({ keyword: "stop" });
    }
    expect(said("info", "whatsapp")).toBeUndefined();
    expect(said("yes", "sms")).toBeUndefined();
    expect(said("yes", "sms", true)).toMatchObject({ keyword: "start", answeredByProvider: true });
  });

  it("may be a button", () => {
    expect(keywordOf("whatsapp", { text: "No more of these", choiceId: "keyword:stop" }, false)?.keyword).toBe("stop");
    expect(keywordOf("whatsapp", { text: "Hi", choiceId: "constructor" }, false)).toBeUndefined();
  });
});

it("answers in each language, with the client's name unchanged", () => {
  for (const language of replyLanguages)
    for (const keyword of ["stop", "start", "help"] as const)
      expect(keywordReply(keyword, language, "$& Labs")).toMatch(/^\$& Labs: .*(START|STOP)/);
  expect(keywordReply("stop", "en-IN", "X")).toBe(keywordReply("stop", "en", "X"));
  expect(keywordReply("stop", "fr", "X")).toBe(keywordReply("stop", "en", "X"));
});

const now = new Date("2026-11-22T10:00:00.000Z");
const stopped = { at: "2026-11-20T00:00:00.000Z", turnId: "earlier", saidAt: null };
const inbound = (...texts: string[]): Inbound[] =>
  texts.map((text, index) => ({ ...anInbound, id: `m${index}`, text }));

async function turn(
  conversation: StoredConversation,
  messages: readonly Inbound[],
  known = newCustomer("p1", "2026-11-01"),
) {
  const stored = { data: { state: known }, version: "7" };
  const ids = async (tenantId: TenantId) => testIds(tenantId);
  const documents = { ids, get: async () => stored } as unknown as Documents;
  const { prepared, concluded } = await givenTurn(
    optOutTurn,
    { conversation, config: minimalConfig() },
    { documents, now },
  ).whenCustomerWrites(messages, { next: { ...conversation, status: "active" } });
  return { preparation: prepared, consequences: concluded };
}

describe("STOP", () => {
  it("is confirmed once and stored with the customer and the conversation, in one commit", async () => {
    const { preparation, consequences } = await turn(aConversation(), inbound("Kya price hai?", "STOP"));
    expect(preparation).toMatchObject({ type: "reply", content: { text: expect.stringContaining("START") } });
    expect(consequences?.conversation).toMatchObject({ optOut: { at: now.toISOString(), turnId: "t1", saidAt: null } });
    expect(consequences?.records).toEqual([
      expect.objectContaining({
        collection: customers.collection,
        ifVersion: "7",
        data: expect.objectContaining({
          state: expect.objectContaining({
            optOuts: { whatsapp: now.toISOString() },
            consents: [
              { purpose: "marketing", channel: "whatsapp", granted: false, wording: "STOP", at: now.toISOString() },
            ],
          }),
        }),
      }),
    ]);
  });

  it("on SMS is confirmed by Twilio alone when Twilio knows the word", async () => {
    const sms = aConversation({ channel: "sms" });
    expect((await turn(sms, inbound("STOP"))).preparation).toMatchObject({ type: "reply", content: null });
    const { preparation } = await turn(sms, inbound("बंद करो"));
    expect(preparation).toMatchObject({ type: "reply", content: { text: expect.stringContaining("संदेश नहीं") } });
  });

  it("recorded before its own turn is confirmed by that turn and counted once", async () => {
    const told = aConversation({ optOut: { at: stopped.at, turnId: "t1", saidAt: anInbound.at } });
    const stop = { ...anInbound, id: "t1", text: "STOP" };
    const { preparation, consequences } = await turn(told, [stop]);
    expect(preparation).toMatchObject({ type: "reply", content: { text: expect.stringContaining("START") } });
    expect(consequences?.conversation).toMatchObject({ optOut: { at: stopped.at, turnId: "t1", saidAt: null } });
    expect(consequences?.records).toBeUndefined();
  });

  it("leaves earlier messages unanswered and answers later ones", async () => {
    const told = aConversation({ optOut: { at: stopped.at, turnId: "t2", saidAt: anInbound.at } });
    for (const text of ["What does it cost?", "HELP"])
      expect((await turn(told, inbound(text))).preparation).toMatchObject({ type: "reply", content: null });
    const later = { ...anInbound, id: "m9", at: now.toISOString() };
    expect((await turn(told, [later])).preparation).toBeUndefined();
  });

  it("keeps the conversation with whoever has it", async () => {
    const escalation = { reason: "request", action: "x", priority: "high", at: "", operator: "op" };
    const withPerson = aConversation({ status: "escalated", escalation });
    const { consequences } = await turn(withPerson, inbound("STOP"));
    expect(consequences?.conversation).toMatchObject({ status: "escalated", escalation });
  });
});

describe("after STOP", () => {
  it("nothing is answered on SMS", async () => {
    const { preparation, consequences } = await turn(
      aConversation({ channel: "sms", optOut: stopped }),
      inbound("Are you open?"),
    );
    expect(preparation).toMatchObject({ type: "reply", content: null });
    expect(consequences).toBeUndefined();
  });

  it("the agent answers a question on WhatsApp", async () => {
    expect((await turn(aConversation({ optOut: stopped }), inbound("Are you open?"))).preparation).toBeUndefined();
  });

  it("START ends it and is stored as consent with its wording", async () => {
    const known = { ...newCustomer("p1", "2026-11-01"), optOuts: { whatsapp: stopped.at } };
    const { preparation, consequences } = await turn(aConversation({ optOut: stopped }), inbound("Start"), known);
    expect(preparation).toMatchObject({ type: "reply", content: { text: expect.stringContaining("STOP") } });
    expect(consequences?.conversation).toMatchObject({ optOut: null });
    expect(consequences?.records?.[0]).toMatchObject({
      data: { state: { optOuts: {}, consents: [expect.objectContaining({ granted: true, wording: "Start" })] } },
    });
  });
});

it("records a STOP that only Twilio knows", () => {
  const refused = { messageId: "m1", errorCode: "21610" };
  expect(optOutAfter(null, [{ messageId: "m0", errorCode: null }, refused], now)).toEqual({
    at: now.toISOString(),
    turnId: "m1",
    saidAt: null,
  });
  expect(optOutAfter(stopped, [refused], now)).toBe(stopped);
  expect(optOutAfter(null, [{ messageId: "m0", errorCode: "30003" }], now)).toBeNull();
});

describe("keywords that must not wait", () => {
  it("include STOP and START, whoever has the conversation", () => {
    const escalated = aConversation({ status: "escalated" });
    expect(keywordToHonour(escalated, inbound("Hello?", "stop"))?.keyword).toBe("stop");
    expect(keywordToHonour(aConversation({ channel: "sms" }), inbound("start"))?.keyword).toBe("start");
  });

  it("exclude HELP beside other messages or during a handoff", () => {
    expect(keywordToHonour(aConversation(), inbound("help"))?.keyword).toBe("help");
    expect(keywordToHonour(aConversation(), inbound("My report is wrong", "help"))).toBeUndefined();
    expect(keywordToHonour(aConversation({ status: "escalated" }), inbound("help"))).toBeUndefined();
  });
});
