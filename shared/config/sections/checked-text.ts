import { didYouMean } from "../../schema/did-you-mean.ts";
import { ShortText } from "../../schema/scalars.ts";
import { writtenForms } from "../../schema/written-form.ts";
import { promptPlaceholders, unknownPlaceholders } from "../checks/prompt-placeholders.ts";
import { parseCondition } from "../conditions/condition.ts";

/** A trigger's condition. It stays text; `conditionHolds` of condition.ts reads the cached parse. */
export const ConditionText = ShortText.superRefine((text, context) => {
  const parsed = parseCondition(text);
  if (parsed.ok) return;
  const [what, remedy] = [parsed.message, parsed.remedy];
  context.addIssue({ code: "custom", message: `is not a condition: it ${what}\n${remedy}`, input: text });
}).register(writtenForms, { called: "condition" });

/** A text with `{placeholders}`. */
export const TemplateReference = ShortText.superRefine((text, context) => {
  for (const name of unknownPlaceholders(text))
    context.addIssue({
      code: "custom",
      message:
        `uses the unknown placeholder {${name}}${didYouMean(name, promptPlaceholders)}\n` +
        `Known are ${promptPlaceholders.map((known) => `{${known}}`).join(", ")}; write {{${name}}} for the text {${name}}.`,
      input: text,
    });
}).register(writtenForms, { called: "prompt" });
