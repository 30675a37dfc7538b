import { TenantId } from "../../../shared/platform/tenant.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import type { Campaign } from "./campaign.ts";
import { dispatchStep, paceOf } from "./dispatch.ts";
import { applyCampaignAction } from "./lifecycle.ts";
import { rowsOfCsv } from "./recipients/read-csv.ts";
import { readRecipients } from "./recipients/read-recipients.ts";
import type { ChunkOutcomes } from "./recipients/recipients.ts";
import { recordChunk } from "./recipients/record-chunk.ts";
import { recordOutcome } from "./record-outcome.ts";
import { recipientsCsv } from "./views.ts";

const now = new Date("2026-11-22T10:00:00.000Z");

function aCampaign(over: Partial<Campaign> = {}): Campaign {
  return {
    id: "k1",
    name: "Autumn",
    channel: "sms",
    purpose: "marketing",
    message: "Hello {customer_name}",
    template: null,
    configName: "main",
    accountAddress: "+15550100002",
    perMinute: 600,
    status: "running",
    startsAt: "2026-11-22T09:00:00.000Z",
    chunkSizes: [100, 25],
    epoch: 1,
    tick: 1,
    next: { chunk: 0, index: 0 },
    settledChunks: [],
    counts: { sent: 0, skipped: {} },
    createdBy: "me",
    createdAt: "2026-11-22T09:00:00.000Z",
    updatedAt: "2026-11-22T09:00:00.000Z",
    endedAt: null,
    ...over,
  };
}

function event<T>(type: string, data: T) {
  const tenantId = "t" as TenantId;
  return { id: "e1", type, tenantId, key: "k1", causationId: "cause", occurredAt: now.toISOString(), data };
}

describe("the rate of a campaign", () => {
  it.each([
    [1, 1, 60_000],
    [60, 1, 1_000],
    [90, 1, 667],
    [1_200, 20, 1_000],
    [1_230, 20, 976],
    [60_000, 25, 25],
  ])("of %d messages per minute is a batch of %d every %d ms", (perMinute, batch, everyMs) => {
    expect(paceOf(perMinute)).toEqual({ batch, everyMs });
    expect((batch * 60_000) / everyMs).toBeLessThanOrEqual(perMinute);
  });
});

describe("dispatching a campaign", () => {
  const never = async () => Promise.reject(new Error("decide must not call this"));
  const dispatch = dispatchStep({ platform: { documents: {} as never }, activeConfig: never, config: never });
  const due = (over: object = {}) => event("campaign-dispatch-due", { campaignId: "k1", epoch: 1, tick: 1, ...over });
  const chunk = Array.from({ length: 100 }, (_, index) => ({
    address: `+9198123${10_000 + index}`,
    name: null,
    fields: {},
  }));
  const gathered = { ids: testIds(TenantId.parse("clinic")), recipients: chunk, quietUntil: undefined };

  it("requests the next batch with unique ids, advances, and schedules one tick", () => {
    const decision = dispatch.decide(aCampaign(), due(), gathered, now);
    expect(decision?.publish?.map(({ data }) => (data as { requestId: string }).requestId)).toEqual(
      Array.from({ length: 10 }, (_, index) => `k1.0.${index}`),
    );
    expect(decision).toMatchObject({
      document: { next: { chunk: 0, index: 10 }, tick: 2 },
      schedule: [{ name: "campaign-k1-1-2", at: new Date("2026-11-22T10:00:01.000Z") }],
    });
  });

  it("moves to the next chunk at the end of one and keeps the rate", () => {
    const decision = dispatch.decide(aCampaign({ next: { chunk: 0, index: 95 } }), due(), gathered, now);
    expect(decision?.publish).toHaveLength(5);
    expect(decision).toMatchObject({
      document: { next: { chunk: 1, index: 0 } },
      schedule: [{ at: new Date("2026-11-22T10:00:00.500Z") }],
    });
  });

  it("requests nothing after a pause, a cancellation or a newer tick", () => {
    for (const over of [{ status: "paused" }, { status: "cancelled" }, { epoch: 2 }, { tick: 2 }] as const)
      expect(dispatch.decide(aCampaign(over), due(), gathered, now)).toBeUndefined();
  });

  it("waits until quiet hours end", () => {
    const until = new Date("2026-11-23T02:30:00.000Z");
    const decision = dispatch.decide(aCampaign(), due(), { ...gathered, quietUntil: until }, now);
    expect(decision).toMatchObject({ document: { next: { chunk: 0, index: 0 } }, schedule: [{ at: until }] });
    expect(decision?.publish ?? []).toEqual([]);
  });
});

describe("the outcome of a recipient", () => {
  const chunk: ChunkOutcomes = { campaignId: "k1", chunk: 0, size: 2, outcomes: {} };
  const settled = (index: number, over: object = {}) =>
    event("message-settled", {
      requestId: `k1.0.${index}`,
      origin: { kind: "campaign" as const, id: "k1.0" },
      conversationId: "c",
      outcome: "sent" as const,
      reason: null,
      until: null,
      messageId: "m",
      ...over,
    });
  const decide = (before: ChunkOutcomes, over: ReturnType<typeof settled>) =>
    recordOutcome.decide(before, over, undefined, now);

  it("is recorded once; the last one of a chunk is reported to the campaign", () => {
    const first = decide(chunk, settled(0));
    expect(first).toMatchObject({ document: { outcomes: { "0": { outcome: "sent", turnId: "cause" } } } });
    expect(first?.publish).toBeUndefined();
    expect(decide(first?.document ?? chunk, settled(0, { outcome: "skipped" }))).toBeUndefined();
    const last = decide(first?.document ?? chunk, settled(1, { outcome: "skipped", reason: "opted-out" }));
    expect(last?.publish).toMatchObject([{ key: "k1", data: { chunk: 0, sent: 1, skipped: { "opted-out": 1 } } }]);
  });

  it("stays open while it is deferred and is retried when due", () => {
    const until = "2026-11-23T02:30:00.000Z";
    const one = { ...chunk, size: 1 };
    const later = decide(one, settled(0, { outcome: "deferred", reason: "quiet-hours", until }));
    expect(later?.publish).toBeUndefined();
    expect(later?.schedule).toMatchObject([{ at: new Date(until), data: { chunkId: "k1.0", index: 0 } }]);
    expect(decide(later?.document ?? one, settled(0))?.publish).toHaveLength(1);
  });

  it("is ignored when another engine requested the message", () => {
    expect(recordOutcome.filter?.(settled(0))).toBe(true);
    expect(recordOutcome.filter?.(settled(0, { origin: { kind: "survey", id: "s" } }))).toBe(false);
  });
});

describe("the end of a campaign", () => {
  const settled = event("campaign-chunk-settled", {
    campaignId: "k1",
    chunk: 1,
    sent: 20,
    skipped: { "no-consent": 5 },
  });
  const nearly = { next: { chunk: 2, index: 0 }, settledChunks: [0], counts: { sent: 100, skipped: {} } };

  it("comes when its last chunk settles", () => {
    expect(recordChunk.decide(aCampaign(nearly), settled, undefined, now)?.document).toMatchObject({
      status: "completed",
      counts: { sent: 120, skipped: { "no-consent": 5 } },
    });
  });

  it("comes on resume when the last chunk settled during a pause", () => {
    const paused = recordChunk.decide(aCampaign({ ...nearly, status: "paused" }), settled, undefined, now)?.document;
    expect(paused?.status).toBe("paused");
    const resume = event("campaign-acted", { campaignId: "k1", action: "resume" as const, at: null, by: "me" });
    expect(applyCampaignAction.decide(paused, resume, undefined, now)?.document.status).toBe("completed");
  });

  it("is told once, with the final counts, and a pause is not", () => {
    const told = { type: "campaign-ended", data: { status: "completed", sent: 120, skipped: { "no-consent": 5 } } };
    expect(recordChunk.decide(aCampaign(nearly), settled, undefined, now)?.publish).toMatchObject([told]);
    const acts = (action: "pause" | "cancel") =>
      event("campaign-acted", { campaignId: "k1", action, at: null, by: "me" });
    const publishedBy = (action: "pause" | "cancel") =>
      applyCampaignAction.decide(aCampaign(nearly), acts(action), undefined, now)?.publish ?? [];
    expect(publishedBy("pause")).toEqual([]);
    expect(publishedBy("cancel")).toMatchObject([{ type: "campaign-ended", data: { status: "cancelled", sent: 100 } }]);
  });

  it("counts a chunk once", () => {
    const once = recordChunk.decide(aCampaign({ next: { chunk: 0, index: 1 } }), settled, undefined, now)?.document;
    expect(recordChunk.decide(once, settled, undefined, now)).toBeUndefined();
  });
});

describe("reading recipients", () => {
  const how = { channel: "sms", country: undefined, known: new Set<string>() } as const;

  it("finds columns by name, whatever the delimiter", () => {
    const { rows } = rowsOfCsv('\ufeffName;Mobile;City\n"Rao; Asha";+91 98123 45601;Pune\n');
    expect(readRecipients(rows, how).recipients).toEqual([
      { address: "+919812345601", name: "Rao; Asha", fields: { city: "Pune" } },
    ]);
  });

  it("accepts numbers without a country code only when a country is given", () => {
    const rows = [{ row: { phone: "98123 45601" }, line: 2 }];
    expect(readRecipients(rows, how).bad).toMatchObject([
      { line: 2, problem: expect.stringContaining("country code") },
    ]);
    expect(readRecipients(rows, { ...how, country: "IN" }).recipients).toMatchObject([{ address: "+919812345601" }]);
  });

  it("rejects a row whose columns are too long", () => {
    const rows = [{ row: { phone: "+919812345601", a: "x".repeat(500), b: "x".repeat(501) }, line: 2 }];
    expect(readRecipients(rows, how).recipients).toHaveLength(1);
    const more = [{ row: { ...rows[0]?.row, c: "x" }, line: 2 }];
    expect(readRecipients(more, how).bad).toMatchObject([
      { line: 2, problem: expect.stringContaining("1001 characters") },
    ]);
  });

  it("reports the line of a row with too many cells", () => {
    const { rows, bad } = rowsOfCsv("phone,name\n+919812345601,Asha\n+919812345602,Rao,Ravi\n+919812345603,Meena\n");
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect(bad.map(({ line }) => line)).toEqual([3]);
  });
});

it("escapes formulas in the exported CSV", () => {
  const csv = recipientsCsv([
    {
      address: "+919812345601",
      name: '=HYPERLINK("http://x")',
      outcome: "sent",
      reason: null,
      delivery: "read",
      delivery_error: null,
      at: null,
      message_id: null,
      call_id: null,
      attempts: null,
    },
  ]);
  expect(csv.split("\r\n")[1]).toBe(`+919812345601,"'=HYPERLINK(""http://x"")",sent,,read,,,,,`);
});
