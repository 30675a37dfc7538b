import { z } from "zod";
import { listed, Unmet } from "../failure.ts";
import { Count, Duration, demands, fits, ScenarioText, shortForm, type TextForm, textForm } from "../forms.ts";
import type { SentMessage } from "../sent-messages.ts";
import { stepKind } from "../step-kind.ts";

const which = {
  ...textForm,
  channel: ScenarioText.optional(),
  to: ScenarioText.optional(),
  template: ScenarioText.optional(),
};

interface Which extends TextForm {
  readonly channel?: string | undefined;
  readonly to?: string | undefined;
  readonly template?: string | undefined;
}

/** What providers took from the product since the scenario began. Without `times`: at least one. */
export const expectSent = stepKind({
  key: "expect_sent",
  form: shortForm(
    "contains",
    z.strictObject({ ...which, times: Count.min(1).optional(), within: Duration.default(0) }),
  ),
  async play({ times, within, ...wanted }, stage) {
    const met = async () => {
      const count = (await stage.sent()).filter(chosen(wanted)).length;
      return times === undefined ? count > 0 : count === times;
    };
    if (await stage.within(within, met)) return;
    const sent = await stage.sent();
    const count = sent.filter(chosen(wanted)).length;
    const fitting = `${count} of the messages sent ${count === 1 ? "is" : "are"} ${words(wanted)}`;
    throw new Unmet(`${fitting}, not ${times ?? "at least 1"}. ${listed("messages sent", sent.map(line))}`);
  },
});

export const expectNotSent = stepKind({
  key: "expect_not_sent",
  form: shortForm("contains", z.strictObject(which)),
  async play(wanted, stage) {
    await stage.product.comeToRest();
    const sent = (await stage.sent()).filter(chosen(wanted));
    if (sent.length > 0)
      throw new Unmet(`Nothing ${words(wanted)} should be sent. ${listed("messages", sent.map(line))}`);
  },
});

function chosen({ channel, to, template, ...text }: Which): (message: SentMessage) => boolean {
  return (message) =>
    (channel === undefined || message.channel === channel) &&
    (to === undefined || message.to === to) &&
    (template === undefined || message.template === template) &&
    fits(message.text, text);
}

function words({ channel, to, template, ...text }: Which): string {
  return [
    ...(channel === undefined ? [] : [`by ${channel}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
    ...(template === undefined ? [] : [`from the template ${template}`]),
    demands(text),
  ].join(" ");
}

function line({ channel, to, text, template, status }: SentMessage): string {
  return `${channel} ${to} (${status}${template === null ? "" : `, template ${template}`}): ${text}`;
}
