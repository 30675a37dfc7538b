import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { eventType } from "../events/index.ts";
import { openEmbedded } from "../platform/embedded/platform.ts";
import type { Platform } from "../platform/platform.ts";
import { TenantId } from "../platform/tenant.ts";
import { withTestIds } from "../platform/tenant-ids.fixture.ts";
import { createLogger } from "../telemetry/log.ts";
import type { Sender } from "./outbox.ts";
import { ownedDocument } from "./owned-document.ts";
import { createRunner } from "./runner.ts";
import { type Event, type Step, step } from "./step.ts";

/** A counting step on its own platform, shared by the runtime's tests. */

export const tenantId = TenantId.parse("acme");
export const counted = eventType("thing-counted", z.object({ thing: z.string(), by: z.number() }));
export const totalled = eventType("thing-totalled", z.object({ total: z.number() }));
export type Counted = z.infer<typeof counted.schema>;
export const Total = z.object({ total: z.number(), receipts: z.array(z.string()) });
export type Total = z.infer<typeof Total>;

export const totals = ownedDocument<Total>({
  name: "totals",
  state: Total,
  indexes: [],
  confidential: false,
  personal: "nothing",
  settle: (state, settled) => ({
    ...state,
    receipts: [...state.receipts, ...settled.map(({ result }) => String(result))],
  }),
});

/** `now` is the platform's clock too: what a test dates must not expire by the machine's. */
export function openTestPlatform(now = () => new Date()): { platform: Platform; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), "runtime-"));
  const platform = withTestIds(openEmbedded({ dataDir: folder, now }));
  return {
    platform,
    async close() {
      await platform.close(1_000);
      rmSync(folder, { recursive: true });
    },
  };
}

export function countStep(over: Partial<Step<Counted, Total, unknown>> = {}): Step<Counted, Total, unknown> {
  return step<Counted, Total, unknown>({
    name: "count",
    on: counted,
    publishes: [totalled],
    publishesAfterFailure: [totalled],
    schedules: [counted, totalled],
    sends: true,
    document: totals,
    documentId: (event) => event.data.thing,
    decide: (before, event) => ({
      document: { total: (before?.total ?? 0) + event.data.by, receipts: before?.receipts ?? [] },
    }),
    ...over,
  });
}

export function runnerWith(platform: Platform, senders: Record<string, Sender> = {}, now = () => new Date()) {
  return createRunner({ platform, senders, log: createLogger({ level: "silent" }), now });
}

export function event(id: string, by = 1): Event<Counted> {
  return {
    id,
    type: counted.type,
    tenantId,
    key: "k",
    causationId: null,
    occurredAt: "2026-01-01T00:00:00.000Z",
    data: { thing: "t", by },
  };
}

export async function total(platform: Platform): Promise<Total | undefined> {
  return (await platform.documents.get(tenantId, totals.collection, "t"))?.data.state;
}
