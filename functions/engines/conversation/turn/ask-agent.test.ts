import type { AgentTurn } from "../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { customerIdOf } from "../../../../shared/customers/identity.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { tenantId } from "../../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { aConversation, anInbound, anOutcome } from "../testing/fixtures.ts";
import { askAgent } from "./ask-agent.ts";

describe("the agent of a turn", () => {
  it("acts for whom the channel knows, whoever the customer says they are", async () => {
    const asked: AgentTurn[] = [];
    const victim = customerIdOf(tenantId, "whatsapp", "+919812345678");
    const conversation = aConversation({
      channel: "web_chat",
      customer: { id: victim, address: "session", name: null },
    });
    const config = minimalConfig();
    await askAgent(
      {
        platform: { documents: {} as Documents },
        models: { generate: () => Promise.reject(new Error("No model is asked.")) } as never,
        agent: {
          async run(turn) {
            asked.push(turn);
            return anOutcome();
          },
        },
        activeConfig: async () => conversation.config,
        config: async () => config,
        tools: async () => [],
      },
      { tenantId, turnId: "t1", conversation, inbound: [anInbound], config },
      {
        log: createLogger({ level: "silent" }),
        now: new Date("2026-11-22T10:00:00.000Z"),
        signal: new AbortController().signal,
        attempt: 1,
        watched: false,
        effect: (_key, run) => run("key"),
        keep: async () => {},
        recall: async () => undefined,
        progress: () => {},
      },
    );
    expect(asked[0]?.customer.id).toBe(customerIdOf(tenantId, "web_chat", "session"));
    expect(asked[0]?.customer.id).not.toBe(victim);
  });
});
