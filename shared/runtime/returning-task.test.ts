import type { Envelope } from "../platform/bus.ts";
import { countedPlatform } from "../platform/counted.ts";
import type { Platform } from "../platform/platform.ts";
import {
  type Counted,
  counted as countedEvent,
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  type Total,
  tenantId,
  totals,
} from "./runner-fixture.ts";
import { type AnyStep, type Decision, type Event, newEvent } from "./step.ts";

/** A scheduled event that comes back to its document: its arrival proves that it was scheduled. */

let ground: Platform;
let close: () => Promise<void>;
let scheduled: Envelope[];
let refusals: number;
let counts: ReturnType<typeof countedPlatform>;

beforeEach(() => {
  ({ platform: ground, close } = openTestPlatform());
  scheduled = [];
  refusals = 0;
  counts = countedPlatform({
    ...ground,
    scheduler: {
      ...ground.scheduler,
      async schedule({ envelope }) {
        if (refusals-- > 0) throw new Error("the scheduler is away");
        scheduled.push(envelope);
        return "scheduled";
      },
    },
  });
});

afterEach(() => close());

/** Counts, and asks for an event in a second. The event of that task is counted too, unless it is `ignored`. */
function asking(ignored = false): AnyStep {
  return countStep({
    decide(before, { id, data }: Event<Counted>, _gathered, now): Decision<Total> | undefined {
      const document = { total: (before?.total ?? 0) + data.by, receipts: before?.receipts ?? [] };
      if (data.by === 100) return ignored ? undefined : { document };
      if (data.by === 1) return { document };
      const task = newEvent(countedEvent, "k", { thing: "t", by: 100 });
      return {
        document,
        schedule: [{ ...task, name: `back-${id}`, at: new Date(now.getTime() + 1_000), returns: true }],
      };
    },
  }) as unknown as AnyStep;
}

const stored = async () => (await ground.documents.get(tenantId, totals.collection, "t"))?.data;
const deliver = (step: AnyStep, envelope: Envelope, attempt = 1, now = () => new Date()) =>
  runnerWith(counts.platform, {}, now).handle(step, { envelope, attempt });
function returned(): Envelope {
  const [envelope] = scheduled;
  if (!envelope) throw new Error("Nothing was scheduled.");
  return envelope;
}

test("costs one commit when it is asked for, and none of its own when it returns", async () => {
  await deliver(asking(), event("e1", 10));
  expect(counts.counts().commits).toBe(1);
  await deliver(asking(), returned());
  expect(counts.counts().commits).toBe(2);
  expect(await stored()).toMatchObject({ state: { total: 110 }, outbox: [] });
});

test("is scheduled by a redelivery when the first attempt committed and then failed", async () => {
  refusals = 1;
  expect(await deliver(asking(), event("e1", 10))).toMatchObject({ type: "retry" });
  expect(scheduled).toEqual([]);
  expect(await deliver(asking(), event("e1", 10), 2)).toEqual({ type: "done" });
  expect(scheduled).toHaveLength(1);
  expect((await stored())?.state.total).toBe(10);
});

test("stays in the outbox while other events are handled, which do not schedule it again", async () => {
  await deliver(asking(), event("e1", 10));
  await deliver(asking(), event("e2", 1));
  expect((await stored())?.outbox).toHaveLength(1);
  expect(scheduled).toHaveLength(1);
  await deliver(asking(), returned());
  expect((await stored())?.outbox).toEqual([]);
});

test("leaves the outbox even when it changes nothing else", async () => {
  await deliver(asking(true), event("e1", 10));
  await deliver(asking(true), returned());
  expect(await stored()).toMatchObject({ state: { total: 10 }, outbox: [] });
  await deliver(asking(true), returned(), 2);
  expect(counts.counts().commits).toBe(2);
});

test("is noted at once by a direct run, because no bus redelivers its event", async () => {
  await runnerWith(counts.platform).run(asking(), event("e1", 10));
  expect(await stored()).toMatchObject({ outbox: [], outboxAt: null });
});

test("leaves the outbox a day later when an older revision did not note that it returned", async () => {
  await deliver(asking(), event("e1", 10));
  const later = (hours: number) => () => new Date(Date.now() + hours * 3_600_000);
  await deliver(asking(), event("e2", 1), 1, later(23));
  expect((await stored())?.outbox).toHaveLength(1);
  await deliver(asking(), event("e3", 1), 1, later(25));
  expect((await stored())?.outbox).toEqual([]);
});
