import { z } from "zod";
import type { DeadLetter } from "../../../../shared/platform/bus.ts";
import { ExpectationFailed, listItems } from "../failure.ts";
import { Count, describeConditions, matchesText, ScenarioText, shortForm, textForm } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import type { Stage } from "../stage/stage.ts";

/** Expects dead letters. A scenario without this step fails if there are any. */
export const expectDeadLetter = stepKind({
  key: "expect_dead_letter",
  form: shortForm("contains", z.strictObject({ ...textForm, type: ScenarioText.optional(), times: Count.default(1) })),
  async play({ type, times, ...text }, stage) {
    await stage.product.comeToRest();
    const letters = await readDeadLetters(stage);
    const matching = letters.filter(
      ({ envelope, cause }) => (type === undefined || type === envelope.type) && matchesText(cause, text),
    );
    if (matching.length === times) return;
    const all = listItems("dead letters", letters.map(deadLetterLine));
    throw new ExpectationFailed(
      `Expected ${times} dead letters ${describeConditions(text)}, found ${matching.length}. ${all}`,
    );
  },
});

export async function readDeadLetters({ product, tenant }: Stage): Promise<readonly DeadLetter[]> {
  const page = await product.composition.platform.bus.deadLetters.list(tenant.id, { limit: 100 });
  return page.items;
}

export function deadLetterLine({ subscription, envelope, cause }: DeadLetter): string {
  return `${envelope.type} in ${subscription}: ${cause}`;
}
