import type { Exposure } from "../../../../../shared/contracts/conversation/session-config.ts";
import {
  type ObservedRollout,
  type RolloutObservation,
  rolloutObservations,
} from "../../../../../shared/contracts/metrics/rollout-observations.ts";
import { TenantId } from "../../../../../shared/platform/tenant.ts";
import { aConversation, anAnswer } from "../../testing/fixtures.ts";
import { decideReply } from "../decide.ts";
import { observeRollout } from "./observe-rollout.ts";

const exposure: Exposure = { rolloutId: "r1", stage: 0, arm: "candidate" };
const quiet = {
  turnId: "t1",
  escalationReason: null,
  toolCalls: [],
  guardFindings: [],
  at: "2026-11-22T10:00:00.000Z",
  usage: { model: "gemini-3.8-flash", inputTokens: 1_000, outputTokens: 100 },
};
/** By the register: 0.75 and 3.75 dollars a million. */
const turnCost = 1_000 * 0.75 + 100 * 3.75;

function told({ writes }: ReturnType<typeof observeRollout>): RolloutObservation | undefined {
  const [write] = writes;
  return write?.type === "put" ? (write.data as RolloutObservation) : undefined;
}

it("tells nothing outside a rollout", () => {
  const bad = { ...quiet, escalationReason: "complaint" };
  expect(observeRollout({ config: {} }, bad)).toEqual({ conversation: {}, writes: [], schedule: [] });
});

it("tells each fact once a stage, and the cost of every turn", () => {
  const first = observeRollout({ config: { exposure } }, quiet);
  expect(told(first)).toMatchObject({ ...exposure, facts: ["exposed"], cost: turnCost, costSquares: turnCost ** 2 });
  const rollout = first.conversation.rollout as ObservedRollout;
  const bad = { ...quiet, escalationReason: "system_error", guardFindings: ["price"] };
  const second = observeRollout({ config: { exposure }, rollout }, bad);
  expect(told(second)).toMatchObject({ facts: ["escalated", "failed", "guarded"], cost: turnCost });
  expect((told(first)?.costSquares ?? 0) + (told(second)?.costSquares ?? 0)).toBe((2 * turnCost) ** 2);
  const third = observeRollout({ config: { exposure }, rollout: second.conversation.rollout as ObservedRollout }, bad);
  expect(told(third)?.facts).toEqual([]);
});

it("asks for one look at the end of the second in which the new version did harm, and for none otherwise", () => {
  const of = (arm: Exposure["arm"], turn: object) =>
    observeRollout({ config: { exposure: { ...exposure, arm } } }, { ...quiet, ...turn }).schedule;
  const [early] = of("candidate", { guardFindings: ["price"], at: "2026-11-22T10:00:00.001Z" });
  expect(early).toMatchObject({
    type: "rollout-look-due",
    data: { rolloutId: "r1", early: true },
    at: new Date("2026-11-22T10:00:01.000Z"),
  });
  const again = of("candidate", { escalationReason: "complaint", at: "2026-11-22T10:00:00.999Z" });
  expect(again.map(({ name }) => name)).toEqual([early?.name]);
  expect(of("candidate", { guardFindings: ["price"], at: "2026-11-22T10:00:01.000Z" })[0]?.name).not.toBe(early?.name);
  expect([of("candidate", {}), of("current", { guardFindings: ["price"] })]).toEqual([[], []]);
});

it("begins again in the next stage", () => {
  const rollout: ObservedRollout = { ...exposure, facts: ["exposed", "escalated"], cost: 5 };
  const next = observeRollout({ config: { exposure: { ...exposure, stage: 1 } }, rollout }, quiet);
  expect(told(next)).toMatchObject({ stage: 1, facts: ["exposed"], costSquares: turnCost ** 2 });
});

it("joins the turn's commit", () => {
  const config = { name: "main", version: 4, exposure };
  const turn = { tenantId: TenantId.parse("acme"), turnId: "t5", answer: anAnswer(), now: new Date() };
  const { writes = [], document } = decideReply(aConversation({ config }), turn);
  expect(writes.filter(({ collection }) => collection.name === rolloutObservations.name)).toMatchObject([{ id: "t5" }]);
  expect(document.rollout).toMatchObject({ facts: ["exposed"] });
  const without = decideReply(aConversation(), turn);
  expect(without.writes?.map(({ collection }) => collection.name)).not.toContain(rolloutObservations.name);
});
