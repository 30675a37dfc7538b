import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { Delivery } from "../../../../../shared/contracts/sending/delivery-progress.ts";
import type { MessageEchoed } from "../../../../../shared/events/index.ts";
import type { Documents } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../../shared/platform/tenant-ids.fixture.ts";
import { conversations, type StoredConversation } from "../../conversations.ts";
import { accept, newHandoff } from "../../handoff/state.ts";
import { stepDependencies } from "../../step-dependencies.ts";
import { aConversation, aMessage } from "../../testing/fixtures.ts";
import { given, testNow } from "../../testing/given.ts";
import { endPauseStep } from "./end-pause.ts";
import { hearColleagueStep } from "./hear-colleague.ts";
import { whoseEcho } from "./own-echo.ts";

const at = testNow.toISOString();
const echo: MessageEchoed = {
  conversationId: "c1",
  messageId: "e1-message",
  channel: "instagram",
  accountAddress: "clinic",
  customerAddress: "7788",
  providerMessageId: "m_echo",
  text: "Meera from the desk here, I am asking the lab.",
  attachments: [],
  configName: "main",
};
const chat = aConversation({ channel: "instagram", recent: [aMessage({ text: "Where is my report?" })] });
const said = (text: string, delivery: Delivery | null, over: object = {}) =>
  aMessage({ role: "agent", text, delivery, at, ...over });
const sent = (...providerMessageIds: string[]): Delivery => ({ status: "sent", providerMessageIds, errorCode: null });

function hear(before: StoredConversation | undefined, over: Partial<MessageEchoed> = {}, yaml = "") {
  const config = minimalConfig(yaml);
  const documents = { ids: async (tenantId: TenantId) => testIds(tenantId) } as Documents;
  const dependencies = {
    platform: { documents },
    config: async () => config,
    activeConfig: async () => ({ name: "main", version: 2 }),
  };
  return given(before).when(hearColleagueStep(stepDependencies(dependencies)), { ...echo, ...over }, { id: "e1" });
}

describe("a colleague who answers in the app", () => {
  it("is heard as an operator, takes the conversation over and sends nothing", async () => {
    const { decision, record, texts } = await hear(chat);
    expect(texts).toEqual([]);
    expect(decision?.document).toMatchObject({
      status: "escalated",
      handoff: { stage: "with_operator", assignedTo: "app:instagram", agentHelps: false },
      recent: [{ role: "customer" }, { role: "operator", text: echo.text, delivery: sent("m_echo") }],
      turnCount: chat.turnCount + 1,
      appPause: { id: "e1", until: "2026-11-23T10:00:00.000Z" },
    });
    expect(record).toMatchObject({ by: "app:instagram", inbound: [], reply: { text: echo.text } });
    expect(decision?.schedule).toMatchObject([{ type: "app-pause-ended", name: "app-pause-e1" }]);
  });

  it("who writes first opens the conversation", async () => {
    const { decision } = await hear(undefined);
    expect(decision?.document).toMatchObject({
      config: { name: "main", version: 2 },
      customer: { address: "7788" },
      lastInboundAt: null,
      handoff: { assignedTo: "app:instagram" },
      recent: [{ role: "operator" }],
    });
  });

  it("takes it from no operator who holds it", async () => {
    const wish = { id: "h1", type: "human_agent", department: null, skills: [], priority: "medium", at };
    const held = { ...chat, status: "escalated" as const, handoff: accept(newHandoff(wish), "asha", at) };
    const { decision } = await hear(held);
    expect(decision?.document).toMatchObject({ handoff: { assignedTo: "asha" }, recent: [{}, { role: "operator" }] });
  });

  it("is heard once: the next message moves the end of the pause, the same one changes nothing", async () => {
    const first = (await hear(chat)).decision?.document as StoredConversation;
    expect((await hear(first)).decision).toBeUndefined();
    const again = { ...first, appPause: { id: "e0", until: at } };
    const { decision } = await hear(again, { providerMessageId: "m_2", messageId: "e2-message", text: "Found it." });
    expect(decision).toMatchObject({ cancel: ["app-pause-e0"], document: { appPause: { id: "e1" } } });
  });

  it("holds it until it is given back where the tenant says so, or for the tenant's time", async () => {
    const forever = await hear(chat, {}, "  conversation: { app_pause_minutes: until_given_back }\n");
    expect(forever.decision).toMatchObject({ schedule: [], document: { appPause: null } });
    const hour = await hear(chat, {}, "  conversation: { app_pause_minutes: 60 }\n");
    expect(hour.decision?.document).toMatchObject({ appPause: { until: "2026-11-22T11:00:00.000Z" } });
  });
});

describe("the end of the pause", () => {
  const endPause = endPauseStep({ conversations: conversations as never });
  const ends = (conversation: StoredConversation, pauseId = "e1") =>
    given(conversation).when(endPause, { conversationId: "c1", pauseId });

  it("gives the conversation back to the agent", async () => {
    const taken = (await hear(chat)).decision?.document as StoredConversation;
    const { decision } = await ends(taken);
    expect(decision?.document).toMatchObject({ status: "active", appPause: null, handoff: { stage: "released" } });
  });

  it("is void after a newer message, and takes nothing from an operator", async () => {
    const taken = (await hear(chat)).decision?.document as StoredConversation;
    expect((await ends(taken, "e0")).decision).toBeUndefined();
    const handoff = taken.handoff && { ...taken.handoff, assignedTo: "asha" };
    const { decision } = await ends({ ...taken, handoff });
    expect(decision?.document).toMatchObject({ status: "escalated", appPause: null, handoff: { assignedTo: "asha" } });
  });
});

describe("an echo of our own message", () => {
  const whose = (messages: StoredConversation["recent"], over: Partial<MessageEchoed> = {}) =>
    whoseEcho({ recent: messages }, { ...echo, ...over }, testNow);
  const long = "Your report is ready. You find it in the app under Reports.";

  it.each<[string, StoredConversation["recent"], Partial<MessageEchoed>]>([
    ["by its id", [said("Hello", sent("m_1", "m_echo"))], {}],
    ["by its text, before the send has answered", [said("Hello", null)], { text: "Hello" }],
    ["as a part of a long one", [said(`${long}\n\nAnything else?`, null)], { text: long }],
    ["with its choices below", [said("Which day?", null)], { text: "Which day?\n1. Monday\n2. Tuesday" }],
    ["as its file", [said("", null, { files: ["https://clinic.example/a.pdf"] })], fileOnly()],
    ["sent twice after a crash, with an id that nobody knows", [said(long, sent("m_other"))], { text: long }],
    ["of an operator in the inbox", [said("On it", null, { role: "operator" })], { text: "On it" }],
  ])("is known %s", (_, messages, over) => {
    expect(whose(messages, over)).toBe("ours");
  });

  it("waits while a send of ours has not told its id, but not for ever", async () => {
    expect(whose([said("Something else", null)])).toBe("unclear");
    expect(whose([said("Something else", null, { at: "2026-11-22T09:50:00.000Z" })])).toBe("colleague");
    await expect(hear({ ...chat, recent: [said("Something else", null)] })).rejects.toMatchObject({
      code: "echo-early",
    });
  });

  it("is not one that a colleague wrote in the same few words, nor one that never left", () => {
    expect(whose([said("Ok", sent("m_1"))], { text: "Ok" })).toBe("colleague");
    const failed: Delivery = { status: "failed", providerMessageIds: [], errorCode: "window-closed" };
    expect(whose([said("Ok", failed)], { text: "Ok" })).toBe("colleague");
    expect(whose([aMessage({ text: echo.text, at })])).toBe("colleague");
  });

  function fileOnly(): Partial<MessageEchoed> {
    return { text: "", attachments: [{ url: "https://cdn.example/x", contentType: "application/pdf" }] };
  }
});
