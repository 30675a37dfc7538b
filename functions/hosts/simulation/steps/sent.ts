import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import {
  Count,
  Duration,
  describeConditions,
  matchesText,
  ScenarioText,
  shortForm,
  type TextForm,
  textForm,
} from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import type { RecordedMessage } from "../stage/sent-messages.ts";

const which = {
  ...textForm,
  channel: ScenarioText.optional(),
  to: ScenarioText.optional(),
  template: ScenarioText.optional(),
};

interface MessageFilter extends TextForm {
  readonly channel?: string | undefined;
  readonly to?: string | undefined;
  readonly template?: string | undefined;
}

/** Expects messages accepted by providers since the start of the scenario. Without `times`, at least one. */
export const expectSent = stepKind({
  key: "expect_sent",
  form: shortForm(
    "contains",
    z.strictObject({ ...which, times: Count.min(1).optional(), within: Duration.default(0) }),
  ),
  async play({ times, within, ...wanted }, stage) {
    const met = async () => {
      const count = (await stage.sent()).filter(matches(wanted)).length;
      return times === undefined ? count > 0 : count === times;
    };
    if (await stage.within(within, met)) return;
    const sent = await stage.sent();
    const count = sent.filter(matches(wanted)).length;
    const expected = `Expected ${times ?? "at least 1"} sent messages ${words(wanted)}`;
    throw new ExpectationFailed(`${expected}, found ${count}. ${listItems("messages sent", sent.map(line))}`);
  },
});

export const expectNotSent = stepKind({
  key: "expect_not_sent",
  form: shortForm("contains", z.strictObject(which)),
  async play(wanted, stage) {
    await stage.product.comeToRest();
    const sent = (await stage.sent()).filter(matches(wanted));
    if (sent.length > 0)
      throw new ExpectationFailed(
        `Expected no sent message ${words(wanted)}. ${listItems("messages", sent.map(line))}`,
      );
  },
});

function matches({ channel, to, template, ...text }: MessageFilter): (message: RecordedMessage) => boolean {
  return (message) =>
    (channel === undefined || message.channel === channel) &&
    (to === undefined || message.to === to) &&
    (template === undefined || message.template === template) &&
    matchesText(message.text, text);
}

function words({ channel, to, template, ...text }: MessageFilter): string {
  return [
    ...(channel === undefined ? [] : [`by ${channel}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(template === undefined ? [] : [`from the template ${template}`]),
    describeConditions(text),
  ].join(" ");
}

function line({ channel, to, text, template, status }: RecordedMessage): string {
  return `${channel} ${to} (${status}${template === null ? "" : `, template ${template}`}): ${text}`;
}
