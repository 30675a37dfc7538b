import { optOutChoices } from "../../../../../shared/channels/keyword-words.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { Tool, ToolCallContext } from "../../../../../shared/tools/tool.ts";
import { conversations } from "../../conversations.ts";
import { aConversation, aMessage, anInbound, anOutcome } from "../../testing/fixtures.ts";
import { givenTurn, testNow } from "../../testing/given.ts";
import { optOutTurn } from "./turn.ts";

const given = (over: Parameters<typeof aConversation>[0] = {}) =>
  givenTurn(optOutTurn, { conversation: aConversation(over), config: minimalConfig() });

describe("a message that may mean STOP", () => {
  it("is asked about once, with both answers to pick from", async () => {
    const { prepared, concluded } = await given({ turnCount: 4 }).whenCustomerWrites(["stop it"]);
    expect(prepared).toMatchObject({
      type: "reply",
      content: { choices: [{ id: optOutChoices.stop }, { id: optOutChoices.keep }] },
    });
    const optOutAsked = { at: testNow.toISOString(), turn: 5 };
    expect(concluded?.conversation).toEqual({ optOutAsked });
    const again = await given({ turnCount: 6, optOutAsked }).whenCustomerWrites(["stop it"]);
    expect(again.prepared).toMatchObject({ type: "brief", tools: [{ name: "record_opt_out" }] });
  });

  const optOutAsked = { at: testNow.toISOString(), turn: 5 };
  it.each([
    ["yes", { ...anInbound, text: "haan" }],
    ["the button", { ...anInbound, text: "Stop messages", choiceId: optOutChoices.stop }],
  ])("opts out by %s", async (_, answer) => {
    const { concluded } = await given({ turnCount: 5, optOutAsked }).whenCustomerWrites([answer]);
    expect(concluded?.conversation).toMatchObject({ optOut: { turnId: "t1" }, optOutAsked: null });
  });

  it("changes nothing by a no, by a yes to a later question, or in a call of its own", async () => {
    for (const [turnCount, text] of [
      [5, "no"],
      [6, "yes"],
    ] as const) {
      const { prepared, concluded } = await given({ turnCount, optOutAsked }).whenCustomerWrites([text]);
      expect(prepared).toMatchObject({ type: "brief" });
      expect(concluded).toBeUndefined();
    }
    expect((await given({ channel: "web_chat" }).whenCustomerWrites(["stop it"])).prepared).toBeUndefined();
  });
});

describe("the agent's tool", () => {
  async function toolFor(text: string): Promise<Tool> {
    const recent = [aMessage({ role: "agent", text: "Reply if you want no more of this." })];
    const { prepared } = await given({ recent }).whenCustomerWrites([text]);
    const [tool] = prepared?.type === "brief" ? prepared.tools : [];
    if (!tool) throw new Error("The agent has no tool.");
    return tool;
  }
  const call = async (tool: Tool, customer_words: string) =>
    (await tool.execute({ customer_words }, {} as ToolCallContext)).content;

  it("takes the customer's own words only", async () => {
    const tool = await toolFor("My mother has passed away, nobody here needs your letters now.");
    const words = "nobody here needs your letters now";
    expect(await call(tool, words)).toEqual({ recorded: true, wording: words });
    for (const made of ["I want no more of this", "Reply if you want no more of this.", "obody here", "…", " "])
      expect(await call(tool, made)).toMatchObject({ recorded: false });
  });

  it("ends messages in the turn's commit, tells how to get them again, and never starts them", async () => {
    const wording = "nobody here needs your letters";
    const recorded = { id: "1", name: "record_opt_out", arguments: {}, error: null, durationMs: 1 };
    const outcome = anOutcome({
      toolCalls: [{ ...recorded, status: "completed", result: { recorded: true, wording } }],
    });
    const { concluded } = await given().whenCustomerWrites(["It is over."], { outcome });
    expect(concluded?.conversation).toMatchObject({ optOut: { turnId: "t1", saidAt: null } });
    expect(concluded?.messages?.[0]?.text).toContain("START");
    expect(concluded?.publish?.[0]?.data).toMatchObject({ wording, confirmedBy: "t1", message: null });
    const refused = anOutcome({ toolCalls: [{ ...recorded, status: "completed", result: { recorded: false } }] });
    expect((await given().whenCustomerWrites(["Hm."], { outcome: refused })).concluded).toBeUndefined();
  });
});

describe("a message that waits to be sent again", () => {
  const payload = {
    conversationId: "c1",
    turnId: "earlier",
    messageId: "m1",
    part: 0,
    channel: "whatsapp",
    provider: "meta",
    account: "meta",
    from: "+1",
    to: "+2",
    content: { type: "text", text: "Only today!" },
    fallback: null,
    byPerson: false,
    thread: null,
    config: { name: "default", version: 1 },
    knownProviderIds: [],
  };
  const stop = { at: "2026-11-22T10:00:00.000Z", turnId: "stop", saidAt: null };
  const outcomeOf = (at: string, over: object = {}, optOut: typeof stop | null = stop) =>
    conversations.withhold?.(aConversation({ optOut }), {
      kind: "channel-message",
      payload: { ...payload, ...over },
      at,
    });

  it("does not leave after a STOP, and says why", () => {
    expect(outcomeOf("2026-11-22T09:59:00.000Z")).toMatchObject({ status: "failed", errorCode: "opted-out" });
  });

  it("leaves when it was decided later, confirms the STOP, or nobody opted out", () => {
    expect(outcomeOf("2026-11-22T10:01:00.000Z")).toBeUndefined();
    expect(outcomeOf("2026-11-22T09:59:00.000Z", { turnId: "stop" })).toBeUndefined();
    expect(outcomeOf("2026-11-22T09:59:00.000Z", {}, null)).toBeUndefined();
  });
});
