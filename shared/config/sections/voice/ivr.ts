import { z } from "zod";
import { LanguageTag, Name, Seconds, ShortText } from "../../../schema/scalars.ts";
import { withShortForm } from "../short-form.ts";

const Key = z.string().regex(/^[0-9*#]$/, 'must be a key of a telephone in quotes, such as "1"');

function choice<T extends string, S extends z.ZodRawShape>(to: T, more: S) {
  return z.strictObject({
    to: z.literal(to).describe("Where the key leads."),
    label: ShortText.max(100)
      .optional()
      .describe("What the key is for, as the menu says it: appointments. Without it the menu does not name the key."),
    ...more,
  });
}

export const IvrChoice = withShortForm(
  "to",
  z.discriminatedUnion("to", [
    choice("agent", { about: ShortText.max(500).optional().describe("What the agent is told that the caller wants.") }),
    choice("person", {}),
    choice("department", { department: Name.describe("A department of business_logic.escalation.handoff.") }),
    choice("language", { language: LanguageTag.describe("The language that the call goes on in.") }),
    choice("message", { message: ShortText.max(1_000).describe("What is said before the menu comes again.") }),
  ]),
);
export type IvrChoice = z.output<typeof IvrChoice>;

export const Ivr = z
  .strictObject({
    prompt: ShortText.max(1_000)
      .optional()
      .describe(
        "The menu as it is spoken. Default: a sentence for each key, from its label, in the caller's language.",
      ),
    menu: z
      .record(Key, IvrChoice)
      .default({})
      .describe("Where the keys lead. Default: a key for each supported language, and 0 for a person."),
    timeout: Seconds.min(2).max(30).default(6).describe("How long the menu waits for a key."),
    repeats: z
      .number()
      .int()
      .min(0)
      .max(5)
      .default(1)
      .describe("How often the menu is said again before the agent takes the call."),
  })
  .describe("The menu of keys that comes first, where an input of type voice has `ivr_enabled: true`.");
