import { z } from "zod";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { Surveys } from "../../contracts/surveys-config.ts";
import { ChannelType, Purpose } from "../../events/index.ts";
import { Name, Seconds, ShortText } from "../../schema/scalars.ts";
import { conditionOfPair } from "../short-forms.ts";
import { ConditionText } from "./checked-text.ts";
import { CrossSell } from "./cross-sell.ts";
import { withShortForm } from "./short-form.ts";

/** `- sentiment_score_below: 0.3` means `- condition: "sentiment_score < 0.3"`. A bare string is the condition. */
function trigger<S extends z.ZodType>(schema: S, ownKeys: readonly string[]) {
  return z.preprocess((given) => {
    if (typeof given === "string") return { condition: given };
    if (given === null || typeof given !== "object" || Array.isArray(given)) return given;
    const entries = Object.entries(given);
    const [only] = entries;
    if (entries.length !== 1 || only === undefined || ownKeys.includes(only[0])) return given;
    return { condition: conditionOfPair(only[0], only[1]) ?? given };
  }, schema);
}

const Priority = z.literal(["low", "medium", "high", "urgent"]);

export const EscalationTriggerSection = trigger(
  z.strictObject({
    condition: ConditionText,
    action: Name.default("human_agent_transfer"),
    priority: Priority.default("medium"),
  }),
  ["condition", "action", "priority"],
);

const Handoff = withShortForm(
  "type",
  z.strictObject({
    type: Name,
    timeout: Seconds.default(30),
    fallback: Name.default("create_ticket"),
    departments: z.array(Name).default([]),
    specialization: z.array(Name).default([]),
  }),
);

const Escalation = z.strictObject({
  enabled: z.boolean().default(true),
  triggers: z.array(EscalationTriggerSection).default([]),
  handoff: z.array(Handoff).default([]),
  /** Tried in order when no operator accepts the conversation in time. */
  human_unavailable: z
    .array(withShortForm("action", z.strictObject({ action: Name, auto_reply: ShortText.optional() })))
    .default([]),
});

const OutboundRetargeting = z.strictObject({
  enabled: z.boolean().default(true),
  triggers: z
    .array(
      trigger(
        z.strictObject({
          condition: ConditionText,
          delay: Seconds.default(0),
          channel: ChannelType.default("whatsapp"),
          message: ShortText,
          /** Sent when the channel no longer accepts free text. */
          template: TemplateChoice.optional(),
          purpose: Purpose.default("service"),
          /** Other names the message may use: what is told with `POST /v1/triggers`, or what tools note. */
          facts: z.array(Name).max(50).default([]),
        }),
        ["condition", "delay", "channel", "message", "template", "purpose", "facts"],
      ),
    )
    .default([]),
});

/** A missing section is disabled: no offers, no surveys, no escalation rules, no proactive messages. */
const off = { enabled: false };

export const BusinessLogic = z.strictObject({
  cross_sell: CrossSell.prefault(off),
  surveys: Surveys.prefault(off),
  escalation: Escalation.prefault(off),
  outbound_retargeting: OutboundRetargeting.prefault(off),
});
