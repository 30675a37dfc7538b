import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import { type CallEnded, type CallOutcome, callDeferred, callEnded } from "../../../../shared/events/index.ts";
import { erasedCustomerId } from "../../../../shared/platform/personal-data.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import type { Campaign } from "../campaign.ts";
import { dispatchStep } from "../dispatch.ts";
import { type ChunkOutcomes, countsOf } from "../recipients/recipients.ts";
import { campaignView } from "../views.ts";
import { callTo } from "./call-request.ts";
import { freeLines } from "./free-lines.ts";
import { deferCall, recordCall } from "./record-call.ts";
import { requireLine } from "./require-line.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const tenantId = TenantId.parse("clinic");
const ids = testIds(tenantId);
const requestId = "k1.0.1";

const campaign: Campaign = {
  id: "k1",
  name: "Check-ups",
  channel: "voice",
  purpose: "marketing",
  template: null,
  configName: null,
  message: "Hello {customer_name}, your check-up in {city} is due.",
  columns: ["city"],
  clientName: "Clinic",
  accountAddress: "+912212345678",
  perMinute: 600,
  status: "running",
  startsAt: null,
  chunkSizes: [100, 20],
  epoch: 1,
  tick: 1,
  next: { chunk: 0, index: 0 },
  settledChunks: [],
  counts: { sent: 0, skipped: {} },
  createdBy: "asha",
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  endedAt: null,
};
const asha = { address: "+919812345601", name: "Asha", fields: { city: "Pune" } };
const event = <T>(type: string, data: T) => ({
  id: "e1",
  type,
  tenantId,
  key: "k",
  causationId: null,
  occurredAt: now.toISOString(),
  data,
});
const ended = (outcome: CallOutcome, more: Partial<CallEnded> = {}) =>
  event(callEnded.type, {
    callId: "c1",
    direction: "outbound" as const,
    reference: { kind: "campaign" as const, id: requestId },
    conversationId: null,
    outcome,
    reason: null,
    attempts: 2,
    durationMs: 0,
    ...more,
  });
const deferred = (reason: string, attempts: number) =>
  event(callDeferred.type, {
    callId: "c1",
    reference: { kind: "campaign" as const, id: requestId },
    reason,
    until: now.toISOString(),
    attempts,
  });
const chunk: ChunkOutcomes = { campaignId: "k1", chunk: 0, size: 1, outcomes: {} };

describe("a campaign's call to a recipient", () => {
  it("is briefed with the campaign's text, and has the same id whenever it is requested", () => {
    const of = { ids, campaign, chunk: 0, index: 1 };
    const request = callTo(asha, of);
    expect(request).toMatchObject({
      type: "call-requested",
      data: {
        reference: { kind: "campaign", id: requestId },
        customerAddress: asha.address,
        customerName: "Asha",
        purpose: "marketing",
        briefing: expect.stringContaining("Hello Asha, your check-up in Pune is due."),
      },
    });
    expect(callTo(asha, of)).toEqual(request);
    expect(callTo(asha, { ...of, index: 2 }).key).not.toBe(request.key);
  });

  it("is not made to somebody who was erased, and the campaign counts that", () => {
    const erased = callTo({ ...asha, address: erasedCustomerId }, { ids, campaign, chunk: 0, index: 1 });
    expect(erased).toMatchObject({ type: "call-ended", data: { outcome: "refused", reason: "erased" } });
  });

  it("is requested only where a line is free, and nobody loses the turn", () => {
    const { decide } = dispatchStep({ platform: {} } as never);
    const due = event("campaign-dispatch-due", { campaignId: "k1", epoch: 1, tick: 1 });
    const recipients = Array.from({ length: 100 }, () => asha);
    const gathered = { ids, recipients, quietUntil: undefined };
    const some = decide(campaign, due, { ...gathered, free: 3 }, now);
    expect([some?.publish?.length, some?.document.next]).toEqual([3, { chunk: 0, index: 3 }]);
    const none = decide(campaign, due, { ...gathered, free: 0 }, now);
    expect(none).toMatchObject({ document: { next: { chunk: 0, index: 0 } }, schedule: [{ name: "campaign-k1-1-2" }] });
    expect(none?.publish ?? []).toEqual([]);
  });

  it("holds a line until it is over or waits for its next attempt", async () => {
    const outcomes = { "0": { outcome: "deferred" }, "1": { outcome: "sent" } };
    const documents = { get: async () => ({ data: { state: { outcomes } } }) as never };
    const at = (index: number) => ({ campaign: { ...campaign, next: { chunk: 0, index } }, atOnce: 4 });
    expect(await freeLines(documents, tenantId, at(2))).toBe(4);
    expect(await freeLines(documents, tenantId, at(5))).toBe(1);
    expect(await freeLines(documents, tenantId, at(9))).toBe(0);
  });
});

describe("the outcome of a call", () => {
  const decide = (before: ChunkOutcomes, how: ReturnType<typeof ended>) =>
    recordCall.decide({ ...before, size: 2 }, how, undefined, now)?.document.outcomes["1"];

  it.each([
    ["completed", null, "sent", null],
    ["transferred", null, "sent", null],
    ["busy", "sip-486", "skipped", "busy"],
    ["no-answer", "sip-480", "skipped", "no-answer"],
    ["voicemail", "voicemail", "skipped", "voicemail"],
    ["declined", "sip-603", "skipped", "declined"],
    ["refused", "no-consent", "skipped", "no-consent"],
    ["failed", "no-outbound-trunk", "skipped", "no-outbound-trunk"],
  ] as const)("%s (%s) counts as %s, %s", (outcome, reason, counted, as) => {
    const recorded = decide(chunk, ended(outcome, { reason }));
    expect(recorded).toMatchObject({ outcome: counted, reason: as, call: { id: "c1", attempts: 2, outcome } });
  });

  it("is deferred while another attempt is planned, and final once the call is over", () => {
    const busy = deferCall.decide(chunk, deferred("busy", 1), undefined, now)?.document ?? chunk;
    expect(busy.outcomes["1"]).toMatchObject({ outcome: "deferred", reason: "busy", call: { attempts: 1 } });
    const again = deferCall.decide(busy, deferred("no-answer", 2), undefined, now)?.document ?? chunk;
    expect(deferCall.decide(again, deferred("busy", 1), undefined, now)).toBeUndefined();
    const last = recordCall.decide(again, ended("completed"), undefined, now);
    expect(last?.publish).toMatchObject([
      { key: "k1", data: { sent: 1, calls: { attempts: 2, outcomes: { completed: 1 } } } },
    ]);
    expect(recordCall.decide(last?.document, ended("busy"), undefined, now)).toBeUndefined();
    expect(deferCall.decide(last?.document, deferred("busy", 3), undefined, now)).toBeUndefined();
  });

  it("is counted in the campaign's progress by outcome, with the attempts that it took", () => {
    const outcomes = {
      "0": decide(chunk, ended("busy", { attempts: 3 })),
      "1": decide(chunk, ended("completed", { attempts: 1 })),
    } as ChunkOutcomes["outcomes"];
    const { progress } = campaignView({ ...campaign, next: { chunk: 0, index: 2 } }, countsOf({ outcomes }));
    expect(progress).toMatchObject({ asked: 2, sent: 1, skipped_by_reason: { busy: 1 } });
    expect(progress.calls).toEqual({ attempts: 4, by_outcome: { busy: 1, completed: 1 } });
  });

  it("of another part of the product is ignored", () => {
    expect(recordCall.filter?.(ended("busy"))).toBe(true);
    expect(recordCall.filter?.(ended("busy", { reference: { kind: "callback", id: "f1" } }))).toBe(false);
    expect(recordCall.filter?.(ended("busy", { reference: null }))).toBe(false);
  });
});

describe("a campaign of calls without what calls need", () => {
  const number = '  channels:\n    input: [{ type: voice, config: { phone_numbers: ["+912212345678"] } }]\n';
  const sources = (url: string | undefined) => ({
    environment: { LIVEKIT_URL: url },
    keys: { secret: async () => "s".repeat(40) },
  });

  it("is refused, and told what is missing", async () => {
    const config = minimalConfig(number);
    await expect(requireLine(config, sources(undefined))).rejects.toMatchObject({
      status: 503,
      code: "voice-not-configured",
      detail: expect.stringContaining("LIVEKIT_URL"),
    });
    await expect(requireLine(minimalConfig(), sources("ws://127.0.0.1:1"))).rejects.toMatchObject({
      status: 422,
      code: "channel-unavailable",
      detail: expect.stringContaining("phone_numbers"),
    });
    expect(await requireLine(config, sources("ws://127.0.0.1:1"))).toBe("+912212345678");
  });
});
