import { Duration, Moment } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";

/** Both steps stop at every event that becomes due, earliest first. */

export const advance = stepKind({
  key: "advance",
  form: Duration,
  async play(ms, stage) {
    await stage.passTime(new Date(stage.product.clock.now().getTime() + ms));
  },
});

export const advanceTo = stepKind({
  key: "advance_to",
  form: Moment,
  async play(moment, stage) {
    const { now } = stage.product.clock;
    if (moment < now()) throw new Error(`The clock is already at ${now().toISOString()} and cannot go back.`);
    await stage.passTime(moment);
  },
});
