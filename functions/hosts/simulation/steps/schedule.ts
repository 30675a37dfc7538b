import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { Count, Duration, Moment, ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";

/** Expects scheduled events. `at` and `in` are exact to the second. Without `times`, at least one. */
export const expectScheduled = stepKind({
  key: "expect_scheduled",
  form: z.preprocess(
    (given) => (typeof given === "string" ? { type: given } : given),
    z.strictObject({ type: ScenarioText, at: Moment.optional(), in: Duration.optional(), times: Count.optional() }),
  ),
  async play({ type, at, in: inMs, times }, stage) {
    const { scheduled } = await stage.product.comeToRest();
    const nowMs = stage.product.clock.now().getTime();
    const atMs = at?.getTime() ?? (inMs === undefined ? undefined : nowMs + inMs);
    const count = scheduled.filter(
      (event) => event.type === type && (atMs === undefined || Math.abs(event.at.getTime() - atMs) < 1_000),
    ).length;
    if (times === undefined ? count > 0 : count === times) return;
    const when = atMs === undefined ? "" : ` at ${new Date(atMs).toISOString()}`;
    const all = listItems(
      "scheduled events",
      scheduled.map((event) => `${event.at.toISOString()} ${event.type} ${event.name}`),
    );
    throw new ExpectationFailed(`Expected ${times ?? "at least 1"} scheduled ${type}${when}, found ${count}. ${all}`);
  },
});
