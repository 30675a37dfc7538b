import type { ToolCallRecord } from "../../../../../shared/agent/agent.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { aConversation, anInbound, anOutcome, neutralSignals, unengaged } from "../../testing/fixtures.ts";
import { retargetingTurn } from "./turn.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const config = minimalConfig(
  `
  tools: { available: [{ name: book_slot, type: api, config: { endpoint: "https://api.example.com/b" } }] }
  business_logic:
    outbound_retargeting:
      triggers:
        - { condition: abandoned_booking, delay: 300, message: "Need help, {customer_name}?" }
        - { condition: 'abandoned_booking && language == "hi"', delay: 600, message: "Madad?" }
        - { condition: test_results_ready, message: "Ready!" }
        - { condition: 'abandoned_booking && language == "ur"', message: "{test} in {city}, order {order_no}", facts: [city] }
`,
  true,
);
const booked: ToolCallRecord = {
  id: "1",
  name: "book_slot",
  arguments: {},
  result: { id: "A1" },
  status: "completed",
  error: null,
  durationMs: 1,
};

function conclude(over: {
  readonly booking?: { readonly id: string; readonly at: string } | null;
  readonly flags?: readonly string[];
  readonly toolCalls?: readonly ToolCallRecord[];
  readonly language?: string;
}) {
  const conversation = aConversation({ booking: over.booking ?? null });
  const signals = { ...neutralSignals, flags: over.flags ?? [], language: over.language ?? "en" };
  const turn = { tenantId: "t" as TenantId, turnId: "t1", conversation, inbound: [anInbound], config, signals };
  const outcome = anOutcome({ toolCalls: over.toolCalls ?? [] });
  return retargetingTurn.conclude?.(turn, {
    outcome,
    next: conversation,
    engagement: unengaged,
    found: undefined,
    now,
  });
}

describe("a booking that may be abandoned", () => {
  it("is recorded and followed up once, by the matching triggers", () => {
    const begun = conclude({ flags: ["booking_intent"] });
    expect(begun?.conversation).toEqual({ booking: { id: "t1", at: now.toISOString() } });
    expect(begun?.publish).toMatchObject([
      { data: { content: { text: "Need help, Asha?" }, dueAt: "2026-11-22T10:05:00.000Z", silentForSeconds: 300 } },
    ]);
    expect(conclude({ flags: ["booking_intent"], language: "hi" })?.publish).toHaveLength(2);
  });

  it("costs nothing in the turns between", () => {
    const open = { id: "t0", at: "2026-11-22T09:50:00.000Z" };
    expect(conclude({ booking: open, flags: ["booking_intent"] })).toBeUndefined();
    expect(conclude({ booking: open })).toBeUndefined();
    expect(conclude({})).toBeUndefined();
  });

  it("ends with the booking, even when one turn starts and finishes it", () => {
    const open = { id: "t0", at: "2026-11-22T09:50:00.000Z" };
    expect(conclude({ booking: open, flags: ["booking_intent"], toolCalls: [booked] })).toEqual({
      conversation: { booking: null },
    });
    expect(conclude({ flags: ["booking_intent"], toolCalls: [booked] })).toBeUndefined();
  });

  it("counts as a new booking a day later", () => {
    const old = { id: "t0", at: "2026-11-21T09:00:00.000Z" };
    expect(conclude({ booking: old, flags: ["booking_intent"] })?.conversation?.booking?.id).toBe("t1");
  });

  it("leaves out what is only known by name, and marks what nothing stands for", () => {
    const [, sent] = conclude({ flags: ["booking_intent"], language: "ur" })?.publish ?? [];
    expect(sent).toMatchObject({
      data: { content: { text: "{test} in, order {order_no}" }, unknownPlaceholders: ["test", "order_no"] },
    });
  });
});
