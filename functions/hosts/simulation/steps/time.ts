import { Duration, Moment } from "../forms.ts";
import { stepKind } from "../step-kind.ts";

/** Both stop at everything that becomes due on the way, earliest first. */

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
    if (moment < now()) throw new Error(`The clock stands at ${now().toISOString()} already and never goes back.`);
    await stage.passTime(moment);
  },
});
