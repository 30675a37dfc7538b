import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { envelope, newTenant, recorder } from "../../../tests/contracts/open-platform.ts";
import { openEmbedded } from "./platform.ts";

const start = Date.parse("2026-11-23T04:30:00Z");
const after = (ms: number) => new Date(start + ms);

/** A platform with a manual clock. */
async function withManualClock(
  work: (platform: ReturnType<typeof openEmbedded>, moveTo: (at: Date) => void) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "agenda-"));
  let now = new Date(start);
  const platform = openEmbedded({ dataDir, now: () => now });
  try {
    await work(platform, (at) => {
      now = at;
      platform.clockMoved();
    });
  } finally {
    await platform.close(1_000);
    rmSync(dataDir, { recursive: true });
  }
}

it("lists scheduled events and the time of the next one", () =>
  withManualClock(async ({ scheduler, agenda }) => {
    const tenantId = newTenant();
    await scheduler.schedule({ name: "later", at: after(9_000), envelope: envelope({ type: "late", tenantId }) });
    await scheduler.schedule({ name: "sooner", at: after(5_000), envelope: envelope({ type: "soon", tenantId }) });
    const { open, nextAt, scheduled } = await agenda();
    expect({ open, nextAt }).toEqual({ open: 0, nextAt: after(5_000) });
    expect(scheduled.map(({ name, type, at }) => [name, type, at])).toEqual([
      ["sooner", "soon", after(5_000)],
      ["later", "late", after(9_000)],
    ]);
  }));

it("counts due and running deliveries until they are settled", () =>
  withManualClock(async ({ bus, agenda }) => {
    const handling = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const slow = recorder("slow", async () => {
      handling.resolve();
      await release.promise;
      return { type: "done" };
    });
    bus.subscribe(slow);
    await bus.start();
    await bus.publish([envelope({ type: "slow", tenantId: newTenant() })]);
    expect((await agenda()).open).toBe(1);
    await handling.promise;
    expect((await agenda()).open).toBe(1);
    release.resolve();
    while ((await agenda()).open > 0) await new Promise(setImmediate);
    expect(slow.seen).toHaveLength(1);
  }));

it("fires due events and retries as soon as the clock is moved", () =>
  withManualClock(async ({ bus, scheduler, agenda }, moveTo) => {
    const twice = recorder("twice", (_, attempt) =>
      attempt === 1 ? { type: "retry", cause: "busy", afterMs: 60_000 } : { type: "done" },
    );
    bus.subscribe(twice);
    await bus.start();
    await scheduler.start();
    await scheduler.schedule({
      name: "hour",
      at: after(3_600_000),
      envelope: envelope({ type: "twice", tenantId: newTenant() }),
    });
    moveTo(after(3_600_000));
    while ((await agenda()).open > 0) await new Promise(setImmediate);
    expect(twice.seen.map(({ attempt }) => attempt)).toEqual([1]);
    expect((await agenda()).nextAt).toEqual(after(3_660_000));
    moveTo(after(3_660_000));
    while ((await agenda()).open > 0) await new Promise(setImmediate);
    expect(twice.seen.map(({ attempt }) => attempt)).toEqual([1, 2]);
  }));
