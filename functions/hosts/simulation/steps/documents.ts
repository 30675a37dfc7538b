import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { differences, shownValue } from "../scenario/differences.ts";
import { Count, Duration, ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { statesOf } from "../stage/documents.ts";
import { findScenarioCustomer } from "../stage/stage.ts";

const Section = z.record(z.string(), z.unknown());

/** Expects stored documents: of those that match `where`, exactly `times` (or at least one) match `state`. */
export const expectDocument = stepKind({
  key: "expect_document",
  form: z.strictObject({
    collection: ScenarioText,
    where: Section.default({}),
    state: Section.default({}),
    times: Count.optional(),
    within: Duration.default(0),
  }),
  async play({ collection, where, state, times, within }, stage) {
    const picked = async () =>
      (await statesOf(stage, collection)).filter((document) => differences(where, document.state).length === 0);
    const met = async () => {
      const count = (await picked()).filter((document) => differences(state, document.state).length === 0).length;
      return times === undefined ? count > 0 : count === times;
    };
    if (await stage.within(within, met)) return;
    const found = await picked();
    const [only] = found;
    const why = found.length === 1 && only ? `${differences(state, only.state).join(" ")} ` : "";
    const all = listItems(
      `documents of ${collection}`,
      found.map((document) => `${document.id}: ${shownValue(document.state)}`),
    );
    throw new ExpectationFailed(`${why}Expected ${times ?? "at least 1"} matching documents. ${all}`);
  },
});

/** Expects the state of the customer's conversation in the API. `as` names another customer. */
export const expectConversation = stepKind({
  key: "expect_conversation",
  form: Section.and(z.object({ as: ScenarioText.optional() })),
  async play({ as, ...wanted }, stage) {
    await stage.product.comeToRest();
    const id = await stage.conversationOf(findScenarioCustomer(stage, as));
    if (id === undefined) throw new ExpectationFailed("The customer has no conversation yet.");
    const { body } = await stage.api(`GET /v1/conversations/${id}`);
    const wrong = differences(wanted, body);
    if (wrong.length > 0) throw new ExpectationFailed(wrong.join(" "));
  },
});
