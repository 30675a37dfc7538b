import { z } from "zod";
import { ExpectationFailed } from "../failure.ts";
import { describeConditions, matchesText, ScenarioText, shortForm, textForm } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { speakAsCustomer } from "../speech/index.ts";

const Line = z.strictObject({
  say: ScenarioText,
  /** What makes the reply a useful one. */
  reply: shortForm("contains", z.strictObject(textForm)),
});

const Talk = z
  .strictObject({
    /** Minimum number of lines with a useful reply. */
    useful: z.number().int().min(1),
    lines: z.array(Line).min(1),
  })
  .refine(({ useful, lines }) => useful <= lines.length, {
    message: "asks for more useful replies than there are lines",
  });

const maxWaitMs = 10_000;

/** A whole talk, judged by the number of its useful replies. It goes on after a poor one, as a customer does. */
export const talk = stepKind({
  key: "talk",
  form: Talk,
  async play({ useful, lines }, stage) {
    const { customer, transcript } = stage;
    const missed: string[] = [];
    for (const { say, reply } of lines) {
      await stage.speaks(customer);
      transcript.add("customer", say, customer.channel);
      await speakAsCustomer(stage, customer, { text: say, media: [], fields: {}, deliveries: 1 });
      await stage.product.comeToRest();
      const isUseful = async () => {
        const replies = await stage.replies(customer);
        return replies.length > 0 && matchesText(replies.join("\n"), reply);
      };
      if (!(await stage.within(maxWaitMs, isUseful))) {
        const got = (await stage.replies(customer)).join(" / ") || "no reply";
        missed.push(`"${say}": wanted a reply ${describeConditions(reply)}, but got: ${got}`);
      }
      await stage.takeNotes();
    }
    const count = lines.length - missed.length;
    const summary = `${count} of ${lines.length} replies were useful`;
    if (count < useful) throw new ExpectationFailed([`${summary}, wanted ${useful}:`, ...missed].join("\n  "));
    transcript.add("check", [summary, ...missed].join("\n  "), "passed");
  },
});
