import { turnHeard } from "../../../../../shared/events/index.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { tenantId } from "../../../../../shared/runtime/runner-fixture.ts";
import { aConversation, aMessage, anInbound } from "../../testing/fixtures.ts";
import { heardMessages, newTurn, type SentMessage, type Turn } from "../../turn-record.ts";
import { recordHeardStep, turnAsHeard } from "./record-heard.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const spoken = (messageId: string, text: string): SentMessage => ({
  messageId,
  text,
  choices: [],
  media: [],
  citations: [],
});
const turn = (over: Partial<Turn> = {}): Turn => ({
  ...newTurn(aConversation(), { turnId: "t1", inbound: [anInbound], at: now.toISOString() }),
  reply: spoken("r", "It costs 😀549."),
  more: [spoken("q", "How was it?")],
  ...over,
});
const heard = (messageId: string, characters: number) => turnAsHeard(turn(), { messageId, characters });

describe("a turn whose reply was heard in part", () => {
  it("keeps what was heard, stores the rest separately, and drops later messages", () => {
    expect(heard("r", 8)).toMatchObject({
      reply: { text: "It costs", unheard: " 😀549." },
      more: [{ text: "", unheard: "How was it?" }],
    });
  });

  it("keeps earlier messages", () => {
    expect(heard("q", 3)).toMatchObject({
      reply: { text: "It costs 😀549." },
      more: [{ text: "How", unheard: " was it?" }],
    });
  });

  it("splits no character", () => {
    expect(heard("r", 10)).toMatchObject({ reply: { text: "It costs ", unheard: "😀549." } });
  });

  it("changes nothing when all of it was heard", () => {
    expect(heard("q", 11)).toBeUndefined();
    expect(heard("q", 1_000)).toBeUndefined();
  });

  it("hides a message that was cut off before its first word", () => {
    const cut = heard("r", 0);
    expect(cut && heardMessages(cut)).toEqual([]);
    expect(heardMessages(turn()).map(({ messageId }) => messageId)).toEqual(["r", "q"]);
  });

  it("rejects a message that the turn does not have", () => {
    expect(() => heard("nobody's", 3)).toThrow(expect.objectContaining({ code: "message-unknown" }));
  });
});

describe("the conversation", () => {
  const step = recordHeardStep({ platform: {} as never });
  const agent = (id: string, text: string) => aMessage({ id, turnId: "t1", role: "agent", text });
  const recent = [aMessage(), agent("r", "It costs 😀549."), agent("q", "How was it?")];
  const decided = (characters: number) =>
    step.decide(
      aConversation({ recent }),
      {
        id: "e",
        type: turnHeard.type,
        tenantId,
        key: "c1",
        causationId: null,
        occurredAt: now.toISOString(),
        data: { conversationId: "c1", turnId: "t1", messageId: "r", characters },
      },
      { id: "t1", version: "7", data: newOwned(turn()) },
      now,
    );

  it("keeps what was heard and drops what was not", () => {
    expect(decided(8)?.document.recent.map(({ text }) => text)).toEqual(["hello", "It costs"]);
    expect(decided(0)?.document.recent.map(({ text }) => text)).toEqual(["hello"]);
  });

  it("is committed together with the turn's record, only if the record is unchanged", () => {
    expect(decided(8)?.writes).toMatchObject([
      { id: "t1", ifVersion: "7", data: { state: { reply: { text: "It costs" } } } },
    ]);
  });

  it("is unchanged when everything was heard", () => {
    const all = step.decide(
      aConversation({ recent }),
      {
        id: "e",
        type: turnHeard.type,
        tenantId,
        key: "c1",
        causationId: null,
        occurredAt: now.toISOString(),
        data: { conversationId: "c1", turnId: "t1", messageId: "q", characters: 11 },
      },
      { id: "t1", version: "7", data: newOwned(turn()) },
      now,
    );
    expect(all).toBeUndefined();
  });
});
