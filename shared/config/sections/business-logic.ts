import { z } from "zod";
import { ChannelType, Purpose } from "../../events/index.ts";
import { conditionOfPair } from "../short-forms.ts";
import { TemplateChoice } from "./reminders.ts";
import { ConditionText, Name, Seconds, Text, uniqueBy } from "./scalars.ts";

/** The short form of a list's item: a bare string stands for an object with only `key`. */
function short<S extends z.ZodType>(key: string, schema: S) {
  return z.preprocess((given) => (typeof given === "string" ? { [key]: given } : given), schema);
}

/** `- sentiment_score_below: 0.3` stands for `- condition: "sentiment_score < 0.3"`; a string for its condition. */
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

export const EscalationTrigger = trigger(
  z.strictObject({
    condition: ConditionText,
    action: Name.default("human_agent_transfer"),
    priority: Priority.default("medium"),
  }),
  ["condition", "action", "priority"],
);

const Product = z.strictObject({
  id: Name,
  name: Text.optional(),
  /** In major units: 2999 is ₹2,999. */
  price: z.number().min(0).optional(),
  conditions: z.array(ConditionText).default([]),
  description: Text.optional(),
});

const CrossSell = z.strictObject({
  enabled: z.boolean().default(true),
  triggers: z
    .array(short("type", z.strictObject({ type: ConditionText, action: Name.default("suggest_product") })))
    .default([]),
  products: z
    .array(short("id", Product))
    .superRefine(uniqueBy((product) => product.id, "id"))
    .default([]),
});

const scalePattern = /^(\d{1,3})\s*-\s*(\d{1,3})$/;

const Scale = z
  .string()
  .regex(scalePattern, 'must be the lowest and highest rating, such as "1-5"')
  .transform((text) => {
    const [, min, max] = scalePattern.exec(text) ?? [];
    return { min: Number(min), max: Number(max) };
  })
  .refine(({ min, max }) => min < max, 'must go from the lower to the higher, such as "1-5"');

const questionBase = {
  id: Name.optional(),
  text: Text,
  trigger: Name.default("post_service"),
  optional: z.boolean().default(false),
};

const Question = z
  .discriminatedUnion("type", [
    z.strictObject({ ...questionBase, type: z.literal("multiple_choice"), options: z.array(Text).min(2) }),
    z.strictObject({ ...questionBase, type: z.literal("rating"), scale: Scale.prefault("1-5") }),
    z.strictObject({ ...questionBase, type: z.literal("text") }),
  ])
  .transform((question) => ({ ...question, id: question.id ?? slug(question.text) }));

const Surveys = z.strictObject({
  enabled: z.boolean().default(true),
  questions: z
    .array(Question)
    .superRefine(uniqueBy((question) => question.id, "id"))
    .default([]),
});

const Handoff = short(
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
  triggers: z.array(EscalationTrigger).default([]),
  handoff: z.array(Handoff).default([]),
  /** Tried in order when nobody takes the conversation in time. */
  human_unavailable: z
    .array(short("action", z.strictObject({ action: Name, auto_reply: Text.optional() })))
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
          message: Text,
          /** Sent where the channel takes no free text any more. */
          template: TemplateChoice.optional(),
          purpose: Purpose.default("service"),
        }),
        ["condition", "delay", "channel", "message", "template", "purpose"],
      ),
    )
    .default([]),
});

/** A section left out is off: nothing is sold, asked, escalated by rule or sent unasked. */
const off = { enabled: false };

export const BusinessLogic = z.strictObject({
  cross_sell: CrossSell.prefault(off),
  surveys: Surveys.prefault(off),
  escalation: Escalation.prefault(off),
  outbound_retargeting: OutboundRetargeting.prefault(off),
});

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 60) || "question"
  );
}
