import type { AgentTurn } from "../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import type { AvailableTools } from "../../../../shared/tools/tool-set.ts";
import { aConversation, anInbound, anOutcome } from "../testing/fixtures.ts";
import { dependenciesWith } from "../testing/given.ts";
import { askAgent } from "./ask-agent.ts";

const config = minimalConfig();

const context: Parameters<typeof askAgent>[2] = {
  log: createLogger({ level: "silent" }),
  now: new Date("2026-11-22T10:00:00.000Z"),
  signal: new AbortController().signal,
  attempt: 1,
  watched: false,
  effect: (_key, run) => run("key"),
  keep: async () => {},
  recall: async () => undefined,
  progress: () => {},
};

/** An agent that records its turns in `asked`. */
function dependenciesOf(asked: AgentTurn[], available: AvailableTools = { tools: [], unavailable: [] }) {
  return {
    ...dependenciesWith(config),
    agent: {
      async run(turn: AgentTurn) {
        asked.push(turn);
        return anOutcome();
      },
    },
    activeConfig: async () => aConversation().config,
    tools: async () => available,
  };
}

describe("the agent of a turn", () => {
  it("acts for the customer known by the channel, whoever they claim to be", async () => {
    const asked: AgentTurn[] = [];
    const victim = customerIdOf(testIds(tenantId), "whatsapp", "+919812345678");
    const conversation = aConversation({
      channel: "web_chat",
      customer: { id: victim, address: "session", name: null },
    });
    const question = { tenantId, turnId: "t1", conversation, inbound: [anInbound], config };
    await askAgent(dependenciesOf(asked), question, context);
    expect(asked[0]?.customer.id).toBe(customerIdOf(testIds(tenantId), "web_chat", "session"));
    expect(asked[0]?.customer.id).not.toBe(victim);
  });

  it("knows which tools are unavailable, and the turn's signals say so", async () => {
    const asked: AgentTurn[] = [];
    const unavailable = [{ name: "crm", error: new Error("503") }];
    const question = { tenantId, turnId: "t1", conversation: aConversation(), inbound: [anInbound], config };
    const answer = await askAgent(dependenciesOf(asked, { tools: [], unavailable }), question, context);
    expect(asked[0]?.briefing?.notes).toContainEqual(expect.stringContaining("out of order right now: crm."));
    expect(answer.signals.flags).toContain("tool_unavailable");
    expect(answer.outcome.status).toBe("reply");
  });

  it("gets no note on tools while all of them are available", async () => {
    const asked: AgentTurn[] = [];
    const question = { tenantId, turnId: "t1", conversation: aConversation(), inbound: [anInbound], config };
    const answer = await askAgent(dependenciesOf(asked), question, context);
    expect(asked[0]?.briefing?.notes.join()).not.toContain("out of order");
    expect(answer.signals.flags).not.toContain("tool_unavailable");
  });
});
