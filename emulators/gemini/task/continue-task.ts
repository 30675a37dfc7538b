import type { Phrases } from "../languages/index.ts";
import type { ParsedPrompt, ToolDeclaration } from "../prompt.ts";
import { call, type Reply, speak } from "../reply.ts";
import { says } from "../says.ts";
import { asksForDeed, asksOnlyFor, hasEffects, matchingTool } from "../tool-choice.ts";
import { nowIn } from "./dates.ts";
import { fieldsOf, type Values } from "./fields.ts";
import { formOf, isFreeText } from "./forms.ts";
import { namedIn, valuesFrom } from "./reading.ts";
import { nextField, proceed, questionFor, type Task } from "./task.ts";

interface Context {
  readonly say: Phrases;
  /** Whether the prompt's knowledge answers the newest message. */
  knows(): boolean;
}

/** Continues after the policy's last question. Null when the customer speaks of something else. */
export function continueTask(task: Task, prompt: ParsedPrompt, context: Context): Reply | null {
  const { tool, values, asked } = task;
  const { newest } = prompt;
  const { say } = context;
  const fields = fieldsOf(tool);
  const learned = valuesFrom(newest, { fields, known: values, asked, now: nowIn(prompt.system) });
  const isNew = Object.entries(learned).some(([name, value]) => String(values[name]) !== String(value));
  if (asked && !says.cancel(newest) && asksOnlyFor(tool, newest)) return speak(questionFor(tool, values, say));
  if (isElsewhere(task, prompt, { isNew, knows: context.knows })) return null;
  // A sentence may begin with "no" and mean something else, or be a complaint in the customer's own words.
  const isSentence = newest.trim().split(/\s+/).length > 3;
  const isNo = says.no(newest) && !isSentence && !says.unwilling(newest) && Object.keys(learned).length === 0;
  const isOwnWords = asked !== undefined && isFreeText(asked) && isSentence;
  if ((says.cancel(newest) && !isOwnWords) || isNo) return speak(say.cancelled());
  if (isNew) return proceed(tool, { ...values, ...learned }, say);
  if (!asked && (says.yes(newest) || asksOnlyFor(tool, newest))) return call(tool, { ...values });
  const isRename = says.change(newest) || newest.trim().split(/\s+/).length <= 2;
  const renamed = isRename ? namedIn(newest, fields) : undefined;
  if (renamed && values[renamed.name] !== undefined)
    return proceed(tool, { ...values, [renamed.name]: undefined }, say);
  const question = questionFor(tool, values, say);
  if (!asked || says.yes(newest) || Object.keys(learned).length > 0) return speak(question);
  return speak(`${say.unfit(asked.label, formOf(asked)?.examples ?? "")}\n${question}`);
}

/** Whether the customer's message is about something else than the task. */
function isElsewhere(
  task: Task,
  prompt: ParsedPrompt,
  { isNew, knows }: { readonly isNew: boolean; readonly knows: () => boolean },
): boolean {
  const { newest } = prompt;
  const isSmallTalk = [says.greeting, says.thanks, says.bye, says.wait, says.asksAbilities].some((is) => is(newest));
  if (isSmallTalk && !isNew) return true;
  const isOwnWords = task.asked !== undefined && isFreeText(task.asked);
  if (says.question(newest) && !says.change(newest)) {
    if (!isNew || knows()) return true;
    return otherTool(prompt, task) !== null;
  }
  return !isOwnWords && asksForDeed(newest) && otherTool(prompt, task) !== null;
}

/** Another tool that the newest message clearly asks for. One that only reads must need nothing more. */
export function otherTool({ tools, newest, system }: ParsedPrompt, { tool }: Task): ToolDeclaration | null {
  const other = matchingTool(tools, newest);
  if (!other || other.name === tool.name) return null;
  if (hasEffects(other)) return asksForDeed(newest) ? other : null;
  const known: Values = {};
  const found = valuesFrom(newest, { fields: fieldsOf(other), known, asked: undefined, now: nowIn(system) });
  return nextField(other, found) ? null : other;
}
