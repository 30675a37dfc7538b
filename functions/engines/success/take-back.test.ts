import type { ConversationMeasured } from "../../../shared/events/index.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import type { Event } from "../../../shared/runtime/step.ts";
import { measured } from "./measured.fixture.ts";
import { takeBackStep } from "./take-back.ts";

const session = (startedAt: string, of: Partial<ConversationMeasured> = {}): Event<ConversationMeasured> => ({
  id: startedAt,
  type: "conversation-measured",
  tenantId: TenantId.parse("client_1"),
  key: "c1",
  causationId: null,
  occurredAt: startedAt,
  data: measured({ startedAt, ...of }),
});
const [monday, tuesday, friday] = ["2026-11-23T10:00:00.000Z", "2026-11-24T10:00:00.000Z", "2026-11-27T10:00:00.000Z"];

function taken(...events: readonly Event<ConversationMeasured>[]): readonly string[] {
  let document: Parameters<typeof takeBackStep.decide>[0];
  return events.flatMap((event) => {
    const decided = takeBackStep.decide(document, event, undefined, new Date(friday));
    document = decided?.document ?? document;
    return (decided?.publish ?? []).map(({ data }) => (data as { readonly source: string }).source);
  });
}

test("takes a resolution back when the customer returns the next day, in whichever order it is told", () => {
  expect(taken(session(monday), session(tuesday))).toEqual([`reopened c1 ${monday}`]);
  expect(taken(session(tuesday), session(monday))).toEqual([`reopened c1 ${monday}`]);
});

test("keeps a resolution after which the customer stays away for three days, and takes nothing unresolved back", () => {
  expect(taken(session(tuesday), session(friday))).toEqual([]);
  expect(taken(session(monday, { outcome: "silent" }), session(tuesday))).toEqual([]);
  expect(taken(session(monday), session(monday))).toEqual([]);
});
