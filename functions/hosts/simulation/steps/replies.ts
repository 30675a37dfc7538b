import { z } from "zod";
import { listed, Unmet } from "../failure.ts";
import { Duration, demands, fits, ScenarioText, shortForm, textForm } from "../forms.ts";
import { customerCalled } from "../stage.ts";
import { stepKind } from "../step-kind.ts";

const Reply = shortForm(
  "contains",
  z.strictObject({ ...textForm, as: ScenarioText.optional(), within: Duration.default(10_000) }),
);

/** Expects replies since the customer last wrote, checked as one text. Lets time pass until they arrive. */
export const expectReply = stepKind({
  key: "expect_reply",
  form: Reply,
  async play({ within, as, ...wanted }, stage) {
    const customer = customerCalled(stage, as);
    const met = async () => {
      const replies = await stage.replies(customer);
      return replies.length > 0 && fits(replies.join("\n"), wanted);
    };
    if (await stage.within(within, met)) return;
    const found = listed("replies", await stage.replies(customer));
    throw new Unmet(`No reply ${demands(wanted)} came within ${within / 1_000} s. ${found}`);
  },
});

const Silence = z.strictObject({ for: Duration, as: ScenarioText.optional() });

export const expectNoReply = stepKind({
  key: "expect_no_reply",
  form: Silence,
  async play(given, stage) {
    await stage.passTime(new Date(stage.product.clock.now().getTime() + given.for));
    const replies = await stage.replies(customerCalled(stage, given.as));
    if (replies.length > 0) throw new Unmet(listed("replies", replies));
  },
});
