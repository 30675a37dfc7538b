import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../../shared/platform/tenant-ids.fixture.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import { messageViews } from "../../conversation-view.ts";
import { aConversation, aMessage, anInbound, anOutcome } from "../../testing/fixtures.ts";
import { dependenciesWith, given, testNow } from "../../testing/given.ts";
import { newTurn, type Turn } from "../../turn-record.ts";
import { turnStep } from "../turn.ts";
import { forgetMessageStep } from "./forget-message.ts";

const config = minimalConfig();
const asked = { ...anInbound, id: "m1", text: "How much is green tea?" };
const conversation = aConversation({
  recent: [
    aMessage({ id: "m1", turnId: "m1", text: asked.text }),
    aMessage({ id: "a1", turnId: "m1", role: "agent", text: "It costs ₹450." }),
  ],
  updatedAt: testNow.toISOString(),
});
const turn: Turn = newTurn(conversation, { turnId: "m1", inbound: [asked], at: asked.at });
const documents = {
  get: async (_tenant: unknown, collection: { name: string }, id: string) =>
    collection.name === "turns" && id === "m1" ? { id, version: "7", data: newOwned(turn) } : undefined,
  query: async (_tenant: unknown, collection: { name: string }) => ({
    items: collection.name === "turn-traces" ? [{ id: "m1" }, { id: "m2" }] : [],
  }),
  ids: async (tenantId: TenantId) => testIds(tenantId),
} as unknown as Documents;
const step = turnStep(dependenciesWith(config, { documents, outcome: anOutcome({ text: "It costs ₹390." }) }));
const message = {
  conversationId: "c1",
  messageId: "e1",
  channel: "web_chat" as const,
  accountAddress: null,
  customerAddress: "visitor",
  customerName: null,
  text: "How much is black tea?",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
};
const onWeb = { ...conversation, channel: "web_chat" as const };

describe("a new wording", () => {
  it("takes the old one's place, keeps it for operators and is answered", async () => {
    const { decision, record, texts } = await given(onWeb).when(step, { ...message, edits: "m1" });
    const [reworded] = decision?.writes ?? [];
    expect(reworded).toMatchObject({
      id: "m1",
      data: { state: { inbound: [{ text: "How much is black tea?", earlier: ["How much is green tea?"] }] } },
      ifVersion: "7",
    });
    expect(decision?.document?.recent.map(({ id, text }) => `${id}: ${text}`)).toEqual([
      "a1: It costs ₹450.",
      "m1: How much is black tea?",
      expect.stringContaining("It costs ₹390."),
    ]);
    expect(texts).toEqual([]);
    const written = decision?.writes?.at(1);
    const answered = (written?.type === "put" ? written.data : undefined) as { state: Turn } | undefined;
    expect(record).toBeDefined();
    expect(messageViews(answered?.state as Turn, conversation).map(({ role }) => role)).toEqual(["agent"]);
  });

  it("of a message that waits replaces it, and nothing is asked yet", async () => {
    const burst = { id: "b1", endsAt: testNow.toISOString() };
    const before = aConversation({ pending: [asked], burst });
    const { decision } = await given(before).when(step, { ...message, edits: "m1" });
    expect(decision).toEqual({
      document: expect.objectContaining({
        burst,
        pending: [{ ...asked, text: "How much is black tea?", earlier: ["How much is green tea?"] }],
      }),
    });
  });

  it("that changes nothing does nothing", async () => {
    const { decision } = await given(onWeb).when(step, { ...message, text: asked.text, edits: "m1" });
    expect(decision).toBeUndefined();
  });

  it("of a message that nobody knows is answered like any message", async () => {
    const { decision } = await given(onWeb).when(step, { ...message, edits: "unknown" });
    expect(decision?.document?.recent.map(({ id }) => id).slice(0, 3)).toEqual(["m1", "a1", "e1"]);
  });
});

describe("a deleted message", () => {
  const forget = forgetMessageStep({ platform: { documents } });
  const data = { conversationId: "c1", messageId: "m1" };

  it("leaves the history and its record, where a mark remains", async () => {
    const { decision } = await given(conversation).when(forget, data);
    expect(decision?.document?.recent.map(({ id }) => id)).toEqual(["a1"]);
    expect(JSON.stringify(decision)).not.toContain("green tea?");
    expect(decision?.writes).toMatchObject([
      { id: "m1", data: { state: { inbound: [{ id: "m1", text: "", deletedAt: testNow.toISOString() }] } } },
      // What models were shown with it, then and later.
      { type: "delete", collection: { name: "turn-traces" }, id: "m1" },
      { type: "delete", collection: { name: "turn-traces" }, id: "m2" },
    ]);
  });

  it("leaves an open burst, which ends when nothing is left to answer", async () => {
    const burst = { id: "b1", endsAt: testNow.toISOString() };
    const before = aConversation({ pending: [{ ...asked, id: "m9" }], burst });
    const { decision } = await given(before).when(forget, { ...data, messageId: "m9" });
    expect(decision?.document).toMatchObject({ pending: [], burst: null });
  });

  it("that arrives after its deletion is recorded without its words", async () => {
    const before = { ...onWeb, deleted: ["e1"] };
    const { decision, record, texts } = await given(before).when(step, message);
    expect(record?.inbound).toMatchObject([{ id: "e1", text: "", deletedAt: testNow.toISOString() }]);
    expect(JSON.stringify(decision)).not.toContain("black tea");
    expect(texts).toEqual([]);
  });
});
