import { countOnce, openCountedProduct } from "./operations.ts";
import type { Product } from "./product.ts";
import { burstWindowMs, columns, type Operations, wholeTurns } from "./scenarios.ts";
import { type QuietTwilio, startQuietTwilio } from "./twilio.ts";

/** What a WhatsApp turn may cost at most, counted at the ports and as Google's services bill it. */

let twilio: QuietTwilio;
let product: Product;

beforeAll(async () => {
  twilio = await startQuietTwilio();
  product = await openCountedProduct(twilio, { windowMs: burstWindowMs });
});
afterAll(async () => {
  await product.close();
  twilio.close();
});

test.each(wholeTurns)("a $name costs no more than its goals", async (scenario) => {
  const operations = await countOnce(scenario, product, twilio);
  const over = columns.filter((column) => operations[column] > (scenario.goals?.[column] ?? Number.POSITIVE_INFINITY));
  expect({ over, operations }).toEqual({ over: [], operations });
  expect(operations).toMatchObject({ sends: 1, schedules: 1 } satisfies Partial<Operations>);
});
