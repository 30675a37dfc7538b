import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { speakAsCustomer } from "../speech/index.ts";
import type { PickedChoice } from "../speech/message.ts";
import { findScenarioCustomer, type SimulatedCustomer, type Stage } from "../stage/stage.ts";

const Pick = z.preprocess(
  (given) => (typeof given === "string" || typeof given === "number" ? { choice: given } : given),
  z.strictObject({
    /** The displayed label, or its number in the list. */
    choice: z.union([ScenarioText, z.number().int().min(1)]),
    deliveries: z.number().int().min(1).max(100).default(1),
    as: ScenarioText.optional(),
  }),
);

/** A customer selects a choice of the newest message with choices: taps the button or types the number. */
export const pick = stepKind({
  key: "pick",
  form: Pick,
  async play({ choice: wanted, deliveries, as }, stage) {
    const customer = findScenarioCustomer(stage, as);
    const choice = findChoice(await choicesFor(stage, customer), wanted);
    await stage.speaks(customer);
    stage.transcript.add("customer", choice.label, `${as === undefined ? "" : `${as}, `}${customer.channel}, picked`);
    await speakAsCustomer(stage, customer, { text: choice.label, choice, media: [], fields: {}, deliveries });
    await stage.product.comeToRest();
  },
});

/** @throws ExpectationFailed that lists the available choices. */
function findChoice(choices: readonly PickedChoice[], wanted: string | number): PickedChoice {
  const same = ({ label, number }: PickedChoice) =>
    number === Number(wanted) || label.toLowerCase() === String(wanted).toLowerCase();
  const found = choices.find(same);
  if (found) return found;
  const there = choices.map(({ label, number }) => `${number}. ${label}`);
  throw new ExpectationFailed(`The customer was not offered ${JSON.stringify(wanted)}. ${listItems("choices", there)}`);
}

const Messages = z.object({
  items: z.array(z.object({ choices: z.array(z.object({ id: z.string(), label: z.string() })) })),
});

async function choicesFor(stage: Stage, customer: SimulatedCustomer): Promise<readonly PickedChoice[]> {
  await stage.product.comeToRest();
  const id = await stage.conversationOf(customer);
  if (id === undefined) return [];
  const { items } = Messages.parse((await stage.api(`GET /v1/conversations/${id}/messages?limit=100`)).body);
  const choices = items.find((message) => message.choices.length > 0)?.choices ?? [];
  return choices.map((choice, index) => ({ ...choice, number: index + 1 }));
}
