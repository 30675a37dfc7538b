import type { Learned } from "../../../../shared/contracts/lifecycle/learned-scenarios.ts";
import { aWish } from "../a-wish.fixture.ts";
import { maxScenarios } from "../generate/scenarios.ts";
import type { PlayedScenario } from "../run.ts";
import { begunRun } from "../steps/generate-step.ts";
import { withLearned } from "./with-learned.ts";

const learned = (id: string): Learned => ({
  id: `LEARNED-${id}`,
  says: `Question ${id}?`,
  conversationId: `conversation-${id}`,
  expects: [{ kind: "numbers", text: "500" }],
});
const own = (id: string): PlayedScenario => ({
  id,
  title: id,
  requirements: ["R-1"],
  says: id,
  expects: [{ kind: "reply" }],
  outcome: "pending",
  reply: null,
  detail: "",
});
const run = {
  ...begunRun(aWish({ runId: "r", at: "2026-11-29T10:00:00.000Z" })),
};
const idsOf = ({ scenarios }: { readonly scenarios: readonly { readonly id: string }[] }) =>
  scenarios.map(({ id }) => id);

it("asks each check what was learned by then, in place of what an earlier round was asked", () => {
  const first = withLearned({ ...run, scenarios: [own("a")] }, [learned("1"), learned("2")]);
  expect(idsOf(first)).toEqual(["a", "LEARNED-1", "LEARNED-2"]);
  expect(idsOf(withLearned(first, [learned("3")]))).toEqual(["a", "LEARNED-3"]);
});

it("never asks more than one check may, and counts what it left out", () => {
  const full = Array.from({ length: maxScenarios }, (_, at) => own(`s${at}`));
  const { scenarios, leftOut } = withLearned({ ...run, scenarios: full }, [learned("1"), learned("2")]);
  expect([scenarios.length, leftOut]).toEqual([maxScenarios, 2]);
});
