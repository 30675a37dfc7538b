import {
  type VillageSnapshot,
  villageMeasures,
  villageSnapshotId,
  villageSnapshots,
} from "../../../../shared/contracts/lifecycle/village.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { openTestPlatform } from "../../../../shared/runtime/runner-fixture.ts";
import { withAnswers, withNextBatch } from "./hear-message.ts";
import { type Interview, openQuestions } from "./session.ts";
import { publishedVillage, villageHint } from "./village-hints.ts";

const at = "2026-11-20T10:00:00.000Z";
const snapshot = (more: Partial<VillageSnapshot> = {}): VillageSnapshot => ({
  month: "2026-10",
  group: "health care",
  tenants: 12,
  at,
  figures: Object.fromEntries(villageMeasures.map((measure) => [measure, { share: 0.4, within: 0.25 }])) as NonNullable<
    VillageSnapshot["figures"]
  >,
  ...more,
});

test("tells what similar clients have in common, of the industry before all, and of the newest published month", async () => {
  const { platform, close } = openTestPlatform(() => new Date(at));
  const publish = (each: VillageSnapshot) =>
    platform.documents.commit(platformScope, [put(villageSnapshots, villageSnapshotId(each.month, each.group), each)]);
  const read = (industry: string | null) => publishedVillage(platform.documents, industry, new Date(at));
  try {
    expect(await read("Health Care")).toBeUndefined();
    await publish(snapshot({ month: "2026-09", group: "all", tenants: 30 }));
    expect(await read(null)).toMatchObject({ month: "2026-09", tenants: 30 });
    await publish(snapshot());
    expect(await read("Health-care")).toMatchObject({ group: "health care" });
    // Withheld, and not over: neither is told.
    await publish(snapshot({ group: "travel", tenants: null, figures: null }));
    await publish(snapshot({ month: "2026-11", group: "travel" }));
    expect(await read("Travel")).toMatchObject({ group: "all", month: "2026-09" });
  } finally {
    await close();
  }
});

test("says nothing that noise may have made", () => {
  expect(villageHint("flow.steps", snapshot(), "en")).toBe(
    "Seen at about 12 similar clients: conversations in which a customer wants a booking, about 40 %, give or take 25.",
  );
  const noisy = { ...snapshot().figures, booking_intent: { share: 0.4, within: 0.5 } };
  expect(villageHint("flow.steps", snapshot({ figures: noisy as VillageSnapshot["figures"] }), "en")).toBeUndefined();
  expect(villageHint("style.tone", snapshot(), "en")).toBeUndefined();
});

test.each([
  ["en", /Seen at about 12 similar clients/],
  ["hi", /लगभग 12 मिलते-जुलते ग्राहकों में/],
] as const)("asks with it, in %s", (language, hint) => {
  const empty: Interview = {
    id: "i",
    requirementsId: "r",
    language,
    status: "asking",
    batch: 0,
    asked: [],
    answers: {},
    research: null,
    village: snapshot(),
    messages: [],
    remindedAt: null,
    by: "asha",
    createdAt: at,
    updatedAt: at,
  };
  const first = withNextBatch(empty);
  const second = withNextBatch(withAnswers(first, "Book tests"));
  const third = withNextBatch(withAnswers(second, "a) skip b) skip c) skip d) skip"));
  expect(openQuestions(third).find(({ id }) => id === "flow.steps")?.text).toMatch(hint);
  expect(openQuestions(third).every(({ text }) => text.length <= 400)).toBe(true);
});
