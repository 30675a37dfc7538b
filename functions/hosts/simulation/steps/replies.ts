import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { Duration, describeConditions, matchesText, ScenarioText, shortForm, textForm } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { findScenarioCustomer } from "../stage/stage.ts";

const Reply = shortForm(
  "contains",
  z.strictObject({ ...textForm, as: ScenarioText.optional(), within: Duration.default(10_000) }),
);

/** Expects replies since the customer last wrote, checked as one text. Lets time pass until they arrive. */
export const expectReply = stepKind({
  key: "expect_reply",
  form: Reply,
  async play({ within, as, ...wanted }, stage) {
    const customer = findScenarioCustomer(stage, as);
    const met = async () => {
      const replies = await stage.replies(customer);
      return replies.length > 0 && matchesText(replies.join("\n"), wanted);
    };
    if (await stage.within(within, met)) return;
    const found = listItems("replies", await stage.replies(customer));
    throw new ExpectationFailed(`No reply ${describeConditions(wanted)} came within ${within / 1_000} s. ${found}`);
  },
});

const Silence = z.strictObject({ for: Duration, as: ScenarioText.optional() });

export const expectNoReply = stepKind({
  key: "expect_no_reply",
  form: Silence,
  async play(given, stage) {
    await stage.passTime(new Date(stage.product.clock.now().getTime() + given.for));
    const replies = await stage.replies(findScenarioCustomer(stage, given.as));
    if (replies.length > 0) throw new ExpectationFailed(listItems("replies", replies));
  },
});
