import { z } from "zod";
import { eventType } from "../events/index.ts";
import { type Collection, put } from "../platform/documents.ts";
import type { Platform } from "../platform/platform.ts";
import {
  type Counted,
  counted,
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  type Total,
  tenantId,
  total,
  totals,
} from "./runner-fixture.ts";
import { type AnyStep, invalidAttempts, newEvent, type Step } from "./step.ts";

let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});

afterEach(() => close());

describe("an event of another revision", () => {
  const handle = (envelope: object, attempt: number, on = counted) =>
    runnerWith(platform).handle(countStep({ on }) as unknown as AnyStep, {
      envelope: { ...event("other"), ...envelope },
      attempt,
    });
  const bad = { data: { thing: "t", by: "many" } };

  it("is retried for a while, then dead-lettered with the reason", async () => {
    const cause = expect.stringMatching(/^event-invalid: .*"by"/s);
    expect(await handle(bad, 1)).toEqual({ type: "retry", cause });
    expect(await handle(bad, invalidAttempts - 1)).toEqual({ type: "retry", cause });
    expect(await handle(bad, invalidAttempts)).toEqual({ type: "dead", cause });
  });

  it("waits for a revision that knows its version", async () => {
    expect(await handle({ ...bad, v: 2 }, invalidAttempts + 20)).toMatchObject({ type: "retry" });
  });

  it("is upcast from each older version, and carries its version when it is published", async () => {
    const renamed = eventType(counted.type, counted.schema, [
      ({ what, ...rest }) => ({ ...rest, thing: what }),
      ({ amount, ...rest }) => ({ ...rest, by: amount }),
    ]);
    expect(await handle({ data: { what: "t", amount: 4 } }, 1, renamed)).toEqual({ type: "done" });
    expect((await total(platform))?.total).toBe(4);
    expect(await handle({ id: "second", v: 2, data: { thing: "t", amount: 2 } }, 1, renamed)).toEqual({ type: "done" });
    expect(await handle({ id: "third", v: 3, data: { thing: "t", by: 1 } }, 1, renamed)).toEqual({ type: "done" });
    expect((await total(platform))?.total).toBe(7);
    expect(newEvent(renamed, "k", { thing: "t", by: 1 })).toMatchObject({ v: 3 });
    expect(newEvent(counted, "k", { thing: "t", by: 1 })).not.toHaveProperty("v");
  });
});

it("keeps what only a newer revision knows, through decisions and sends", async () => {
  const newer = { ...totals.collection, schema: z.unknown() } as unknown as Collection<object>;
  const stored = {
    v: 2,
    state: { total: 1, receipts: [], unit: "boxes", nested: { deep: [1] } },
    handled: [],
    outbox: [],
    outboxAt: null,
    region: "eu",
  };
  await platform.documents.commit(tenantId, [put(newer, "t", stored)]);
  const decide: Step<Counted, Total, unknown>["decide"] = (before, { id, data }) => ({
    document: { ...(before ?? { receipts: [] }), total: (before?.total ?? 0) + data.by },
    send: [{ id: `send-${id}`, kind: "post", payload: {} }],
  });
  const runner = runnerWith(platform, { post: async () => "receipt" });
  await runner.handle(countStep({ decide }) as unknown as AnyStep, { envelope: event("e", 5), attempt: 1 });
  expect((await platform.documents.get(tenantId, newer, "t"))?.data).toEqual({
    ...stored,
    handled: ["e"],
    state: { ...stored.state, total: 6, receipts: ["receipt"] },
  });
});
