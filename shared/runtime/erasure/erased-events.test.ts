import type { Platform } from "../../platform/platform.ts";
import { effects } from "../effects.ts";
import { ownedDocument } from "../owned-document.ts";
import {
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  Total,
  tenantId,
  totalled,
  totals,
} from "../runner-fixture.ts";
import { type AnyStep, newEvent, type StepContext } from "../step.ts";
import { markWrite } from "./erasure-marks.ts";

const personal = ownedDocument<Total>({
  name: "totals",
  indexes: [],
  confidential: false,
  state: Total,
  personal: { fields: ["state"], find: { by: "ids", ids: ({ customerIds }) => customerIds } },
});
const at = "2026-01-01T00:00:00.000Z";
const later = "2026-01-01T00:00:01.000Z";

let platform: Platform;
let close: () => Promise<void>;
beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});
afterEach(() => close());

async function mark(erasedAt: string, handled: readonly string[] = []): Promise<void> {
  const write = await markWrite(platform.documents, tenantId, { id: "k", at: erasedAt, handled, now: new Date() });
  await platform.documents.commit(tenantId, [write]);
}

async function deliver(occurredAt: string, over: Parameters<typeof countStep>[0] = {}, attempt = 1) {
  const step = countStep({ document: personal, ...over }) as unknown as AnyStep;
  const outcome = await runnerWith(platform).handle(step, { envelope: { ...event("1"), occurredAt }, attempt });
  const stored = await platform.documents.get(tenantId, personal.collection, "t");
  return { outcome: outcome.type, total: stored?.data.state.total };
}

describe("an event about somebody who was erased", () => {
  it("brings nothing back when it happened before", async () => {
    await mark(at);
    expect(await deliver(at)).toEqual({ outcome: "done", total: undefined });
  });

  it("brings nothing back when what was erased had handled it, whenever it is delivered again", async () => {
    await mark(at, ["1"]);
    await mark(at);
    expect(await deliver(later)).toEqual({ outcome: "done", total: undefined });
  });

  it("is handled when it happened afterwards", async () => {
    await mark(at);
    expect(await deliver(later)).toEqual({ outcome: "done", total: 1 });
  });

  it("is handled where the document holds nothing of customers", async () => {
    await mark(at);
    expect(await deliver(at, { document: totals })).toEqual({ outcome: "done", total: 1 });
  });

  it("ends at its next attempt, and leaves no effect", async () => {
    const fails = async () => {
      throw new Error("not now");
    };
    const gather = async (_before: unknown, _event: unknown, ctx: StepContext) => {
      await ctx.effect("look", async () => "their words", { policy: "repeat" });
      return fails();
    };
    expect((await deliver(at, { gather })).outcome).toBe("retry");
    const left = async () => (await platform.documents.query(tenantId, effects, { limit: 10 })).items.length;
    expect(await left()).toBe(1);
    await mark(later);
    expect(await deliver(at, { gather }, 2)).toEqual({ outcome: "done", total: undefined });
    expect(await left()).toBe(0);
  });

  it("tells whoever waits for its outcome", async () => {
    await mark(at);
    const heard: unknown[] = [];
    const topic = totalled.type;
    platform.bus.subscribe({
      name: "listens",
      topic,
      retry: { minBackoffMs: 1, maxBackoffMs: 1, maxAttempts: 5 },
      async handle({ envelope: { data } }) {
        heard.push(data);
        return { type: "done" };
      },
    });
    await platform.bus.start();
    await deliver(at, { afterErasure: () => [newEvent(totalled, "k", { total: 0 })] });
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(heard).toEqual([{ total: 0 }]);
    await platform.bus.stop(1_000);
  });
});
