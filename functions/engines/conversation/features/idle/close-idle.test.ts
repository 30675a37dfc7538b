import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { StoredConversation } from "../../conversations.ts";
import { stepDependencies } from "../../step-dependencies.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { closeIdleStep } from "./close-idle.ts";

const config = minimalConfig("  conversation: { close_after_idle_seconds: 3600 }\n");
const closeIdle = closeIdleStep(stepDependencies({ config: async () => config }));
const idle = aConversation({ idleTimer: "t1", updatedAt: "2026-11-22T09:00:00.000Z" });

function decideOnTimer(conversation: StoredConversation, now: string, timerId = "t1") {
  const event = {
    id: "e1",
    type: "conversation-idle-due",
    tenantId: "t" as TenantId,
    key: "c1",
    causationId: null,
    occurredAt: now,
    data: { conversationId: "c1", timerId },
  };
  return closeIdle.decide(conversation, event, config, new Date(now));
}

describe("a conversation that may be idle", () => {
  it("is closed after the tenant's idle period, and its end is published", () => {
    expect(decideOnTimer(idle, "2026-11-22T10:00:00.000Z")).toMatchObject({
      document: { status: "resolved", idleTimer: null },
      publish: [{ type: "conversation-closed", data: { conversationId: "c1", reason: "idle" } }],
    });
  });

  it("is checked again later when somebody wrote", () => {
    const decision = decideOnTimer({ ...idle, updatedAt: "2026-11-22T09:30:00.000Z" }, "2026-11-22T10:00:00.000Z");
    expect(decision).toMatchObject({
      document: { status: "active", idleTimer: "e1" },
      schedule: [{ name: "idle-e1", at: new Date("2026-11-22T10:30:00.000Z") }],
    });
  });

  it("stays open during a handoff", () => {
    const decision = decideOnTimer({ ...idle, status: "escalated" }, "2026-11-22T12:00:00.000Z");
    expect(decision).toMatchObject({ document: { status: "escalated" }, schedule: [{ name: "idle-e1" }] });
  });

  it("has one timer: an older one is void, and a closed conversation gets none", () => {
    expect(decideOnTimer(idle, "2026-11-22T10:00:00.000Z", "t0")).toBeUndefined();
    const closed = decideOnTimer({ ...idle, status: "resolved" }, "2026-11-22T10:00:00.000Z");
    expect(closed?.document.idleTimer).toBeNull();
    expect(closed?.schedule).toBeUndefined();
  });
});
