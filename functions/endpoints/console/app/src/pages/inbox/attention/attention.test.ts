import { anEvent } from "../testing.ts";
import { othersIn, withAttention } from "./attention.ts";

const sign = (operator: string, doing: string, id = "c") =>
  anEvent(id, { kind: "attention", operator, text: doing, stage: null });

test("shows what others do in a conversation, those who write first, and never oneself", () => {
  let all = withAttention([], sign("asha", "viewing"), 0);
  all = withAttention(all, sign("bela", "writing"), 1_000);
  all = withAttention(all, sign("me", "writing"), 1_000);
  all = withAttention(all, sign("dev", "viewing", "other"), 1_000);
  expect(othersIn(all, "c", { me: "me", nowMs: 2_000 }).map(({ operator, doing }) => [operator, doing])).toEqual([
    ["bela", "writing"],
    ["asha", "viewing"],
  ]);
});

test("a sign counts for fifteen seconds, and a newer one replaces it", () => {
  let all = withAttention([], sign("asha", "writing"), 0);
  all = withAttention(all, sign("asha", "viewing"), 10_000);
  expect(othersIn(all, "c", { me: "me", nowMs: 20_000 })).toMatchObject([{ doing: "viewing" }]);
  expect(othersIn(all, "c", { me: "me", nowMs: 25_000 })).toEqual([]);
});
