import { addSpent, isOverBudget, nothingSpent } from "./spent.ts";

const usage = { inputTokens: 10, outputTokens: 5 };

test("tools with a cost use up the budget of a conversation", () => {
  const once = addSpent(nothingSpent, usage, [{ cost: 2.5 }, {}]);
  expect(once).toEqual({ turns: 1, modelTokens: 15, toolCost: 2.5 });
  const twice = addSpent(once, usage, [{ cost: 2.5 }]);
  expect([once, twice].map((spent) => isOverBudget({ budget: { tool_cost: 5 } }, spent))).toEqual([false, true]);
});

test("free tools leave no trace, and without a budget nothing is over it", () => {
  expect(addSpent(nothingSpent, usage, [{}])).not.toHaveProperty("toolCost");
  expect(isOverBudget({ budget: {} }, { turns: 9, modelTokens: 9, toolCost: 1_000 })).toBe(false);
});
