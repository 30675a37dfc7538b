import { z } from "zod";
import { TemplateChoice } from "../../channels/templates/template-choice.ts";
import { Surveys } from "../../contracts/surveys/surveys-config.ts";
import { ChannelType, Purpose } from "../../events/index.ts";
import { Name, Seconds, ShortText } from "../../schema/scalars.ts";
import { written } from "../../schema/written-form.ts";
import { conditionOfPair } from "../reading/short-forms.ts";
import { ConditionText } from "./checked-text.ts";
import { CrossSell } from "./cross-sell.ts";
import { withShortForm } from "./short-form.ts";

/** `- sentiment_score_below: 0.3` means `- condition: "sentiment_score < 0.3"`. A bare string is the condition. */
function trigger<S extends z.ZodType>(schema: S, ownKeys: readonly string[]) {
  return written(
    z.preprocess((given) => {
      if (typeof given === "string") return { condition: given };
      if (given === null || typeof given !== "object" || Array.isArray(given)) return given;
      const entries = Object.entries(given);
      const [only] = entries;
      if (entries.length !== 1 || only === undefined || ownKeys.includes(only[0])) return given;
      return { condition: conditionOfPair(only[0], only[1]) ?? given };
    }, schema),
    {
      shortForms: [
        { as: "condition", json: { type: "string" } },
        {
          as: "`key: value` pair",
          json: {
            type: "object",
            minProperties: 1,
            maxProperties: 1,
            propertyNames: { not: { enum: [...ownKeys] } },
            additionalProperties: { type: ["string", "number", "boolean"] },
          },
        },
      ],
    },
  );
}

const Priority = z.literal(["low", "medium", "high", "urgent"]);

export const EscalationTriggerSection = trigger(
  z.strictObject({
    condition: ConditionText.describe(
      "When the conversation goes to a person. docs/configuration.md lists the signals.",
    ),
    action: Name.default("human_agent_transfer").describe(
      "What happens. Its name also finds the operators, unless handoff_rules.actions names them.",
    ),
    priority: Priority.default("medium").describe("How soon operators see it."),
  }),
  ["condition", "action", "priority"],
);

const Handoff = withShortForm(
  "type",
  z.strictObject({
    type: Name.describe("The kind of operator, such as human_agent or human_doctor."),
    timeout: Seconds.default(30).describe("How long an operator has to accept the conversation."),
    fallback: Name.default("create_ticket").describe(
      "What happens when nobody accepts in time: create_ticket, create_urgent_ticket, schedule_appointment, schedule_callback, offer_alternative, or the name of a tool.",
    ),
    departments: z.array(Name).default([]).describe("The departments of these operators."),
    specialization: z.array(Name).default([]).describe("The skills of these operators."),
  }),
);

const Unavailable = z.strictObject({
  action: Name.describe("As `handoff[].fallback`."),
  auto_reply: ShortText.optional().describe(
    "What the customer is told. It may use {customer_name} and {client_name}. Default: a sentence in the customer's language.",
  ),
});

const Escalation = z.strictObject({
  enabled: z.boolean().default(true).describe("False switches the section off."),
  triggers: z.array(EscalationTriggerSection).default([]).describe("When a conversation goes to a person."),
  handoff: z.array(Handoff).default([]).describe("The kinds of operators, and what happens when none accepts."),
  human_unavailable: z
    .array(withShortForm("action", Unavailable))
    .default([])
    .describe("What happens when no operator accepts in time, tried in order."),
});

const OutboundRetargeting = z.strictObject({
  enabled: z.boolean().default(true).describe("False switches the section off."),
  triggers: z
    .array(
      trigger(
        z.strictObject({
          condition: ConditionText.describe(
            "What has happened, such as abandoned_cart. It reads the facts of `POST /v1/triggers` and of the conversation.",
          ),
          delay: Seconds.default(0).describe("How long after it the message is sent."),
          channel: ChannelType.default("whatsapp").describe("Where the message is sent."),
          message: ShortText.describe(
            "The message. It may use {customer_name}, {client_name}, the facts of the condition and those of `facts`.",
          ),
          template: TemplateChoice.optional().describe("Sent when the channel no longer accepts free text."),
          purpose: Purpose.default("service").describe(
            "What the message is. Transactional ones ignore quiet hours and limits; marketing ones need consent.",
          ),
          facts: z
            .array(Name)
            .max(50)
            .default([])
            .describe("Other names the message may use: facts of `POST /v1/triggers`, or what tools note."),
        }),
        ["condition", "delay", "channel", "message", "template", "purpose", "facts"],
      ),
    )
    .default([])
    .describe("The messages, and when they are sent."),
});

/** A missing section is disabled: no offers, no surveys, no escalation rules, no proactive messages. */
const off = { enabled: false };

export const BusinessLogic = z
  .strictObject({
    cross_sell: CrossSell.prefault(off).describe("The additional products that the agent may offer, and when."),
    surveys: Surveys.prefault(off).describe("What customers are asked afterwards."),
    escalation: Escalation.prefault(off).describe("When a conversation goes to a person, and to which."),
    outbound_retargeting: OutboundRetargeting.prefault(off).describe(
      "Messages to customers who have left, such as after an abandoned cart.",
    ),
  })
  .describe("Offers, surveys, escalations and follow-ups. A part that is missing is off.");
