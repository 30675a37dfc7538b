import { z } from "zod";
import { type Collection, put } from "../../../../shared/platform/documents.ts";
import { customer, openStage, type Stage, started, tenantId } from "../calls.fixture.ts";
import { dialFailure } from "../livekit/dial-outcome.ts";

/** Where the campaign `k1` stands, as its engine writes it. */
const standings: Collection<{ readonly state: { readonly status: string } }> = {
  name: "campaigns",
  schema: z.object({ state: z.object({ status: z.string() }) }),
  indexes: [],
  confidential: true,
  personal: "nothing",
};

let stage: Stage;
beforeEach(async () => {
  stage = openStage("  campaigns: { calls_at_once: 1 }\n");
  await campaignIs("running");
});
afterEach(() => stage.close());

const campaignIs = (status: string) =>
  stage.platform.documents.commit(tenantId, [put(standings, "k1", { state: { status } })]);

const calls = ["c1", "c2"] as const;
const request = (callId: (typeof calls)[number], index: number) =>
  stage.request({
    callId,
    reference: { kind: "campaign", id: `k1.0.${index}` },
    purpose: "transactional",
    customerAddress: `${customer.slice(0, -1)}${index}`,
  });
const told = (type: string) => stage.published.filter((each) => each.type === type).map(({ data }) => data);

test("a campaign with one line dials the next recipient when the call before is over", async () => {
  await request("c1", 0);
  await request("c2", 1);
  await stage.advance(60);
  expect(stage.rooms.dialled).toHaveLength(1);
  await stage.report(started, { at: 61 });
  await stage.report({ type: "greeted", afterMs: 500 }, { at: 62 });
  await stage.report({ type: "room-finished" }, { at: 90, room: "call-c1-1" });
  await stage.advance(10);
  expect(stage.rooms.dialled).toHaveLength(2);
  expect(told("call-deferred")).toEqual([]);
});

test("a line that was busy is free for another, and the campaign is told when the first is dialled again", async () => {
  stage.rooms.answers.push(dialFailure(486, ""));
  await request("c1", 0);
  await request("c2", 1);
  await stage.advance(10);
  expect(stage.rooms.dialled).toHaveLength(2);
  const reference = { kind: "campaign", id: "k1.0.0" };
  expect(told("call-deferred")).toMatchObject([{ callId: "c1", reference, reason: "busy", attempts: 1 }]);
});

test("a paused campaign dials nobody, not even again, until it is resumed", async () => {
  stage.rooms.answers.push(dialFailure(486, ""));
  await request("c1", 0);
  await stage.advance(10);
  await campaignIs("paused");
  await request("c2", 1);
  await stage.advance(3_600);
  expect(stage.rooms.dialled).toHaveLength(1);
  expect(await stage.call()).toMatchObject({ status: "planned", reason: "campaign-paused" });
  await campaignIs("running");
  await stage.advance(300);
  expect(stage.rooms.dialled.length).toBeGreaterThan(1);
});

test("a cancelled campaign gives up what it had planned", async () => {
  stage.rooms.answers.push(dialFailure(486, ""));
  await request("c1", 0);
  await stage.advance(10);
  await campaignIs("cancelled");
  await stage.advance(3_600);
  expect(stage.rooms.dialled).toHaveLength(1);
  expect(stage.ends()).toMatchObject([{ outcome: "refused", reason: "campaign-cancelled", attempts: 1 }]);
});

test("an attempt that is delivered again keeps its line and dials once", async () => {
  await request("c1", 0);
  stage.rooms.crash = new Error("The process died.");
  await stage.advance(1).catch(() => undefined);
  expect(stage.rooms.dialled).toHaveLength(0);
  await stage.retry();
  await stage.retry();
  expect(stage.rooms.dialled).toHaveLength(1);
});
