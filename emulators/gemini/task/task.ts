import { languages, type Phrases } from "../languages/index.ts";
import type { ParsedPrompt, ToolDeclaration } from "../prompt.ts";
import { call, type Reply, speak } from "../reply.ts";
import { hasEffects } from "../tool-choice.ts";
import { plainName } from "../words.ts";
import { type Field, fieldsOf, type Values, valuesIn, valuesInWords } from "./fields.ts";
import { isMoment, missingPart } from "./moments.ts";

/** A tool that the policy is collecting values for. */
export interface Task {
  readonly tool: ToolDeclaration;
  readonly values: Values;
  /** The field of the last question. Undefined when the question was whether to go ahead. */
  readonly asked: Field | undefined;
}

/** Number of the newest model texts in which an open question is looked for: the product adds texts of its own. */
const lookBack = 2;

/**
 * The task of the policy's last question. The policy has no memory: its questions repeat all values so far, and this
 * reads them from there. Null when nothing is open.
 */
export function openTask({ turns, tools }: ParsedPrompt): Task | null {
  const own = turns.slice(0, -1).filter(({ role, text }) => role === "model" && text !== "");
  for (const { text } of own.slice(-lookBack).reverse()) {
    const task = taskIn(text, tools);
    if (task) return task;
    if (isEnd(text)) return null;
  }
  return null;
}

/** The task that a text of the policy asks something for. */
export function taskIn(text: string, tools: readonly ToolDeclaration[]): Task | null {
  const question = lastQuestion(text);
  const quoted = [...(question?.before ?? "").matchAll(/“([^“”]+)”(?: \(([^()]*)\))?/g)];
  for (const [, name, known = ""] of quoted.reverse()) {
    const tool = tools.find((each) => plainName(each.name) === name);
    if (!tool || !question) continue;
    const fields = fieldsOf(tool);
    const asked = question.isForYes ? undefined : longestAtStart(question.after.trim(), fields);
    return asked || question.isForYes ? { tool, values: valuesIn(known, fields), asked } : null;
  }
  return null;
}

/** The last of the policy's questions in a text, and its line on both sides of the marker. */
function lastQuestion(text: string) {
  const markers = languages.flatMap(({ asking, confirming }) => [
    { marker: asking, isForYes: false },
    { marker: confirming, isForYes: true },
  ]);
  const [last] = markers
    .map(({ marker, isForYes }) => ({ marker, isForYes, at: text.lastIndexOf(marker) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at);
  if (!last) return null;
  const before = text.slice(0, last.at).split("\n").at(-1) ?? "";
  const [after = ""] = text.slice(last.at + last.marker.length).split("\n");
  return { before, after, isForYes: last.isForYes };
}

function longestAtStart(question: string, fields: readonly Field[]): Field | undefined {
  const [first] = fields
    .filter(({ label }) => question.startsWith(label))
    .sort((a, b) => b.label.length - a.label.length);
  return first;
}

/** Whether a text ended a task, so that older questions are closed. */
function isEnd(text: string): boolean {
  return languages.some((say) => {
    const ends = [say.cancelled(), say.handoff(), say.bye(), start(say.done), start(say.failed)];
    return ends.some((end) => text.includes(end));
  });
}

/** The part of an ending before the task's name, or after it where the name comes first. */
function start(ending: Phrases["done"]): string {
  const [before = "", after = ""] = ending("\u0000", "").split("\u0000");
  return before === "“" ? after.replace(/[.।۔]$/u, "") : before;
}

/** The first required field without a value, or with a part of one. */
export function nextField(tool: ToolDeclaration, values: Values): Field | undefined {
  return fieldsOf(tool).find((field) => field.required && !isWhole(field, values[field.name]));
}

function isWhole(field: Field, value: unknown): boolean {
  return value !== undefined && !(isMoment(field) && missingPart(value) !== undefined);
}

/** Asks for the next value or for a yes. A tool that only reads is called as soon as its values are known. */
export function proceed(tool: ToolDeclaration, values: Values, say: Phrases): Reply {
  const isComplete = nextField(tool, values) === undefined;
  const isAsked = hasEffects(tool) && !tool.description.includes("The service itself");
  return isComplete && !isAsked ? call(tool, { ...values }) : speak(questionFor(tool, values, say));
}

/** The question for the next missing value, or whether to go ahead. It holds everything that `openTask` reads. */
export function questionFor(tool: ToolDeclaration, values: Values, say: Phrases): string {
  const name = plainName(tool.name);
  const known = valuesInWords(fieldsOf(tool), values);
  const next = nextField(tool, values);
  return next ? say.ask(name, known, describe(next, values[next.name])) : say.confirm(name, known);
}

/** The field's name with its choices, or with the part that its value lacks. */
function describe(field: Field, value: unknown): string {
  const { label, options } = field;
  if (options.length > 0) return `${label} (${options.join(", ")})`;
  if (!isMoment(field)) return label;
  return `${label} (${value === undefined ? "day, time" : missingPart(value)})`;
}
