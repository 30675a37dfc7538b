import { z } from "zod";
import { ScenarioText, shortForm } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { speakAsCustomer } from "../speech/index.ts";
import { findScenarioCustomer } from "../stage/stage.ts";

const Say = shortForm(
  "text",
  z.strictObject({
    /** Several messages are sent together, before the agent can answer the first. */
    text: z.preprocess((given) => (typeof given === "string" ? [given] : given), z.array(z.string()).min(1)),
    /** Pictures and documents, as paths relative to the scenario's file. */
    media: z.array(ScenarioText).default([]),
    /** Additional fields of the provider's webhook, such as ButtonPayload. */
    fields: z.record(z.string(), z.unknown()).default({}),
    /** Number of concurrent deliveries of the same webhook. */
    deliveries: z.number().int().min(1).max(100).default(1),
    as: ScenarioText.optional(),
  }),
);

/** A customer writes. No time passes. */
export const say = stepKind({
  key: "say",
  form: Say,
  async play({ text, as, ...rest }, stage) {
    const customer = findScenarioCustomer(stage, as);
    await stage.speaks(customer);
    for (const message of text) {
      stage.transcript.add("customer", message, as === undefined ? customer.channel : `${as}, ${customer.channel}`);
      await speakAsCustomer(stage, customer, { ...rest, text: message });
    }
    await stage.product.comeToRest();
  },
});
