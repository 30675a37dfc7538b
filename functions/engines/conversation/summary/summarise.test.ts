import type { Agent } from "../../../../shared/agent/agent.ts";
import { type ScriptedReply, scriptedModels } from "../../../../shared/agent/testing/scripted-models.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { messageReceived } from "../../../../shared/events/index.ts";
import { put } from "../../../../shared/platform/documents.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { openTestPlatform, runnerWith, tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { Conversation } from "../conversation.ts";
import { conversations } from "../conversations.ts";
import { aConversation, aMessage, anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith } from "../testing/given.ts";
import { turnStep } from "../turn/turn.ts";
import { differOnlyBySummary } from "./answer-cache.ts";
import { summariseStep } from "./summarise.ts";

const config = minimalConfig("  conversation: { recent_messages: 10 }\n");
const messages = (count: number) =>
  Array.from({ length: count }, (_, number) => aMessage({ id: `m${number}`, text: `message ${number}` }));
const due = {
  id: "e1",
  type: "conversation-summary-due",
  tenantId,
  key: "c1",
  causationId: null,
  occurredAt: "2026-11-22T10:00:00.000Z",
  data: { conversationId: "c1" },
};

let opened: ReturnType<typeof openTestPlatform>;
let platform: Platform;
beforeEach(() => {
  opened = openTestPlatform();
  platform = opened.platform;
});
afterEach(() => opened.close());

async function given(over: Partial<Conversation>): Promise<void> {
  await platform.documents.commit(tenantId, [put(conversations.collection, "c1", newOwned(aConversation(over)))]);
}

async function stored(): Promise<Conversation> {
  const found = await platform.documents.get(tenantId, conversations.collection, "c1");
  if (!found) throw new Error("There is no conversation.");
  return found.data.state;
}

const summarising = (...script: ScriptedReply[]) =>
  summariseStep({ models: scriptedModels(...script), config: async () => config });

describe("the summary of a conversation", () => {
  it("replaces the messages it covers and counts towards the budget", async () => {
    await given({ recent: messages(9), summary: "OLD NOTES", spent: { turns: 3, modelTokens: 100 } });
    await runnerWith(platform).run(summarising("They said 0 to 3."), due);
    const { summary, recent, spent, updatedAt } = await stored();
    expect(summary).toBe("They said 0 to 3.");
    expect(recent.map(({ id }) => id)).toEqual(["m4", "m5", "m6", "m7", "m8"]);
    expect(spent).toEqual({ turns: 3, modelTokens: 115 });
    expect(updatedAt).toBe(aConversation().updatedAt);
  });

  it("is not written when history is no longer near its limit, or the conversation is gone", async () => {
    const models = scriptedModels();
    const step = summariseStep({ models, config: async () => config });
    await given({ recent: messages(8) });
    await runnerWith(platform).run(step, due);
    await runnerWith(platform).run(step, { ...due, id: "e2", data: { conversationId: "c2" } });
    expect(models.requests).toHaveLength(0);
    expect((await stored()).recent).toHaveLength(8);
  });

  it("keeps messages written during the model call, and asks the model once", async () => {
    await given({ recent: messages(9) });
    const step = summarising(async () => {
      await given({ recent: [...messages(9), aMessage({ id: "newest" })] });
      return "They said 0 to 3.";
    });
    await runnerWith(platform).run(step, due);
    const { summary, recent } = await stored();
    expect(summary).toBe("They said 0 to 3.");
    expect(recent.at(-1)?.id).toBe("newest");
    expect(recent).toHaveLength(6);
  });

  it("is requested again when another summary was written during the model call", async () => {
    await given({ recent: messages(9) });
    const step = summarising(async () => {
      await given({ recent: messages(12).slice(2), summary: "They said 0 and 1." });
      return "They said 0 to 3.";
    }, "They said 0 to 6.");
    await runnerWith(platform).run(step, due);
    const { summary, recent } = await stored();
    expect(summary).toBe("They said 0 to 6.");
    expect(recent.map(({ id }) => id)).toEqual(["m7", "m8", "m9", "m10", "m11"]);
  });

  it("does not replace other messages", () => {
    const step = summarising();
    const summarised = {
      text: "They said 0.",
      usage: { model: "gemini-3.8-flash", served: "", inputTokens: 1_000, outputTokens: 100, modelCalls: 1 },
      zone: "Asia/Kolkata",
      messageIds: ["m0"],
      addedTo: "",
    };
    const decide = (over: Partial<Conversation>) => step.decide(aConversation(over), due, summarised, new Date());
    expect(decide({ recent: messages(9).slice(1) })).toBeUndefined();
    expect(decide({ recent: messages(9), summary: "Another." })).toBeUndefined();
    const decision = decide({ recent: messages(9) });
    expect(decision?.document.summary).toBe("They said 0.");
    expect(decision?.publish).toMatchObject([
      {
        type: "measurement-taken",
        data: {
          source: `summary ${due.id}`,
          add: { models: { "gemini-3.8-flash": { requests: 1 } }, costNanoUsd: { model: 1_125_000 } },
        },
      },
    ]);
  });

  it("is retried while no model answers, and left to the next turn after three deliveries", async () => {
    await given({ recent: messages(9) });
    const runner = runnerWith(platform);
    const down = new RetryableError("model-unavailable", "No model answered.");
    const step = summarising(down, down, down) as never;
    const outcomes = [];
    for (const attempt of [1, 2, 3]) outcomes.push(await runner.handle(step, { envelope: due, attempt }));
    expect(outcomes.map(({ type }) => type)).toEqual(["retry", "retry", "done"]);
    expect((await stored()).recent).toHaveLength(9);
  });
});

describe("a turn that runs while a summary is written", () => {
  const message: Event<typeof messageReceived.schema._output> = {
    ...due,
    id: "t1",
    type: messageReceived.type,
    data: {
      conversationId: "c1",
      messageId: "in1",
      channel: "web_chat",
      accountAddress: null,
      customerAddress: "session",
      customerName: null,
      text: "What does it cost?",
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    },
  };

  function turnWith(agent: Agent) {
    return turnStep({ ...dependenciesWith(config), platform, models: scriptedModels(), agent });
  }

  it("does not delay the summary, and keeps its answer", async () => {
    const runner = runnerWith(platform);
    await given({
      channel: "web_chat",
      accountAddress: null,
      recent: messages(9),
      updatedAt: new Date().toISOString(),
    });
    let asked = 0;
    const agent: Agent = {
      async run() {
        asked += 1;
        await runner.run(summarising("They said 0 to 3."), due);
        return anOutcome();
      },
    };
    await runner.run(turnWith(agent), message);
    const { summary, recent } = await stored();
    expect(asked).toBe(1);
    expect(summary).toBe("They said 0 to 3.");
    expect(recent.map(({ text }) => text).slice(-3)).toEqual(["message 8", "What does it cost?", "It costs ₹549."]);
    expect(recent).toHaveLength(7);
  });

  it("is answered again when anything else was written", () => {
    const conversation = aConversation({ recent: messages(9) });
    const folded = { ...conversation, summary: "s", recent: messages(9).slice(4), spent: { turns: 0, modelTokens: 9 } };
    expect(differOnlyBySummary(conversation, folded)).toBe(true);
    expect(differOnlyBySummary(conversation, { ...folded, status: "escalated" })).toBe(false);
    expect(differOnlyBySummary(conversation, { ...folded, recent: messages(4) })).toBe(false);
    expect(differOnlyBySummary(folded, conversation)).toBe(false);
  });
});
