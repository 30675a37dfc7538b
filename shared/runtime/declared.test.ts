import type { Platform } from "../platform/platform.ts";
import { checkDeclared } from "./declared.ts";
import {
  type Counted,
  countStep,
  event,
  openTestPlatform,
  runnerWith,
  type Total,
  totalled,
  totals,
} from "./runner-fixture.ts";
import { type AnyStep, type Decision, newEvent, type Step } from "./step.ts";

const told = newEvent(totalled, "k", { total: 1 });
const due = { ...told, name: "later", at: new Date() };
const mail = { id: "s", kind: "post", payload: {} };

let platform: Platform;
let close: () => Promise<void>;

beforeEach(() => {
  ({ platform, close } = openTestPlatform());
});
afterEach(() => close());

it.each<[string, Partial<Decision<Total>>, Partial<Step<Counted, Total, unknown>>]>([
  ["publish count publishes thing-totalled", { publish: [told] }, { publishes: [] }],
  ["schedule count schedules thing-totalled", { schedule: [due] }, { schedules: [] }],
])("a step that does not declare its events commits nothing: %s", async (expected, decided, declared) => {
  const decide = () => ({ document: { total: 1, receipts: [] }, ...decided });
  const subject = countStep({ decide, ...declared }) as unknown as AnyStep;
  const outcome = await runnerWith(platform).handle(subject, { envelope: event("e"), attempt: 1 });
  expect(outcome).toMatchObject({
    type: "retry",
    cause: expect.stringContaining(expected.slice(expected.indexOf(" ") + 1)),
  });
  expect(await platform.documents.get(event("e").tenantId, totals.collection, event("e").data.thing)).toBeUndefined();
});

it("a step that sends says so, because its senders publish too", () => {
  expect(() => checkDeclared({ name: "count" }, { send: [mail] })).toThrow("count sends");
  expect(() => checkDeclared({ name: "count", sends: true }, { send: [mail] })).not.toThrow();
});

it("checks what is published for a failed event", async () => {
  const subject = countStep({ publishesAfterFailure: [], afterFailure: () => [told] }) as unknown as AnyStep;
  const { beforeDeadLetter } = runnerWith(platform).subscription(subject);
  await expect(beforeDeadLetter?.(event("e"), "cause")).rejects.toThrow("count publishes thing-totalled");
});
