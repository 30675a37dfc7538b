import { countOnce, openCountedProduct } from "../operations.ts";
import type { Product } from "../product.ts";
import { atOnce, burstWindowMs, columns, type Operations, type Scenario, wholeTurns } from "./scenarios.ts";
import { type QuietTwilio, startQuietTwilio } from "./twilio.ts";

/**
 * What a turn may cost at most, counted at the ports and as Google's services bill it. The tenant has no outgoing webhooks,
 * and Google Analytics, which is told when a conversation opens.
 */

let twilio: QuietTwilio;
let product: Product;
let direct: Product;

beforeAll(async () => {
  twilio = await startQuietTwilio();
  product = await openCountedProduct(twilio, { windowMs: burstWindowMs });
  direct = await openCountedProduct(twilio, { windowMs: 0 });
});
afterAll(async () => {
  await product.close();
  await direct.close();
  twilio.close();
});

test.each(wholeTurns)("a $name costs no more than its goals", async (scenario) => {
  const operations = await countOnce(scenario, product, twilio);
  expect({ over: overGoals(scenario, operations), operations }).toEqual({ over: [], operations });
  expect(operations).toMatchObject({ sends: 1, schedules: 1 } satisfies Partial<Operations>);
});

test.each(atOnce.filter(({ goals }) => goals))("$name costs no more than its goals", async (scenario) => {
  const operations = await countOnce(scenario, direct, twilio);
  expect({ over: overGoals(scenario, operations), operations }).toEqual({ over: [], operations });
});

function overGoals({ goals = {} }: Scenario, operations: Operations) {
  return columns.filter((column) => operations[column] > (goals[column] ?? Number.POSITIVE_INFINITY));
}
