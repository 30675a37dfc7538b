import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { Platform } from "../../../../../shared/platform/platform.ts";
import { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import { createLogger } from "../../../../../shared/telemetry/log.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { type Handoff, newHandoff } from "../state.ts";
import { findPersonStep } from "./find-person.ts";

const at = "2026-11-22T10:00:00.000Z"; // a Sunday
const handoff = newHandoff({ id: "h1", type: "human_agent", department: null, skills: [], priority: "high", at });
const escalation = { reason: "complaint", action: "human_agent_transfer", priority: "high", at, operator: null };
const nobody = { query: async () => ({ items: [] }) } as unknown as Platform["documents"];

/** What the step logs when no operator is online. */
async function linesFor({ hours = "", offer = false, over = {} as Partial<Handoff> }): Promise<string[]> {
  const lines: string[] = [];
  const config = minimalConfig(`${hours}  business_logic:
    escalation:
      handoff: [{ type: human_agent, timeout: 60, fallback: create_ticket }]
`);
  const step = findPersonStep({
    config: async () => config,
    platform: { documents: nobody } as unknown as Platform,
  });
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const conversation = { ...aConversation({ status: "escalated", escalation }), handoff: { ...handoff, ...over } };
  const event = {
    id: "e1",
    type: "handoff-due",
    tenantId: TenantId.parse("client_123"),
    key: "c1",
    causationId: null,
    occurredAt: at,
    data: { conversationId: "c1", handoffId: "h1", attempt: 0, offer },
  };
  await step.gather?.(conversation, event, { log, now: new Date(at) } as StepContext);
  return lines.map((line) => JSON.parse(line).message);
}

test("logs a handoff that nobody takes within the tenant's hours", async () => {
  expect(await linesFor({})).toEqual(["nobody takes a handoff in the tenant's hours"]);
});

const begun = { since: at, done: 0, tickets: [], awaitsTime: null, callbackAt: null };
test.each([
  ["outside those hours", { hours: "  timezone: UTC\n  business_hours: { mon: ['09:00-18:00'] }\n" }],
  ["a second time", { over: { unavailable: begun } }],
  ["when it only offers the handoff", { offer: true }],
])("does not log it %s", async (_, given) => {
  expect(await linesFor(given)).toEqual([]);
});
