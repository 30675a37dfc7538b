import { isObject, type JsonObject } from "../json.ts";
import { answerFrom, passagesIn } from "./knowledge.ts";
import type { Phrases } from "./languages/index.ts";
import type { ParsedPrompt, ToolDeclaration } from "./prompt.ts";
import { call, type Reply, speak } from "./reply.ts";
import { resultInWords } from "./result-words.ts";
import { says } from "./says.ts";
import { continueTask, otherTool } from "./task/continue-task.ts";
import { nowIn } from "./task/dates.ts";
import { fieldsOf, type Values } from "./task/fields.ts";
import { choicesIn, lookUpFor, rowsFor, valuesOfRow } from "./task/look-up.ts";
import { valuesFrom } from "./task/reading.ts";
import { nextField, openTask, proceed, questionFor, type Task, taskIn } from "./task/task.ts";
import {
  asksForDeed,
  asksForOwn,
  handoffTool,
  hasEffects,
  matchingTool,
  namesDeed,
  namesTool,
  searchTool,
  taskTools,
  unavailableIn,
  withoutDeed,
} from "./tool-choice.ts";
import { contentWords, plainName } from "./words.ts";

/** The reply to the customer's newest message. `withRequired` fills the arguments of a handoff. */
export function answerCustomer(
  prompt: ParsedPrompt,
  say: Phrases,
  withRequired: (tool: ToolDeclaration) => JsonObject,
): Reply {
  const { newest, tools } = prompt;
  const granted = grantedResult(newest);
  if (granted) return speak(resultText(granted, prompt, say));
  const handoff = handoffTool(tools);
  if (says.wantsPerson(newest)) return handoff ? call(handoff, withRequired(handoff)) : speak(say.noHandoff());
  const unavailable = unavailableIn(tools, newest);
  if (unavailable) return call(unavailable.tool, { name: unavailable.name });
  const task = openTask(prompt);
  const tool = matchingTool(tools, newest);
  // Without a tool for it, a call is for a person to arrange.
  if (!task && !tool && handoff && says.wantsCall(newest)) return call(handoff, withRequired(handoff));
  if (!task) return answer(prompt, tool, say);
  const knows = () => fromKnowledge(prompt) !== null;
  return continueTask(task, prompt, { say, knows }) ?? aside(prompt, task, say);
}

/** Answers in the middle of a task. Its question follows again, so that nothing that was said is lost. */
function aside(prompt: ParsedPrompt, task: Task, say: Phrases): Reply {
  const reply = answer(prompt, otherTool(prompt, task), say);
  const isElsewhere = reply.calls.length > 0 || says.bye(prompt.newest) || taskIn(reply.text, prompt.tools) !== null;
  return isElsewhere ? reply : withQuestion(reply.text, task, say);
}

function withQuestion(text: string, { tool, values }: Task, say: Phrases): Reply {
  return speak(`${text}\n${questionFor(tool, values, say)}`);
}

function answer(prompt: ParsedPrompt, tool: ToolDeclaration | null, say: Phrases): Reply {
  const { newest, tools } = prompt;
  return (
    smallTalk(prompt, say) ??
    (tool && isBetterKnown(prompt, tool) ? fromKnowledge(prompt) : null) ??
    startTool(tool && isWantedDeed(newest, tool) ? null : tool, prompt, say) ??
    fromKnowledge(prompt) ??
    (asksForDeed(newest) ? speak(say.cannot(deeds(tools))) : null) ??
    startTool(isAboutSomething(newest) ? searchTool(tools) : null, prompt, say) ??
    speak(say.unsure())
  );
}

/** Whether the knowledge answers a question better than a tool that only reads: "Can I cancel an appointment?" */
function isBetterKnown({ system, newest }: ParsedPrompt, tool: ToolDeclaration): boolean {
  if (hasEffects(tool) || asksForOwn(newest, tool)) return false;
  if (namesDeed(newest, tool)) return true;
  return !namesTool(tool, newest) && answerFrom(passagesIn(system), newest)?.isComplete === true;
}

/** Whether the customer wants something done that the tool, which only reads, does not do: "return my order". */
function isWantedDeed(newest: string, tool: ToolDeclaration): boolean {
  return !hasEffects(tool) && asksForDeed(newest) && namesDeed(newest, tool) && !says.question(newest);
}

function isAboutSomething(text: string): boolean {
  return !says.yes(text) && !says.no(text) && /\p{L}{3}/u.test(contentWords(text).join(" "));
}

function smallTalk({ newest, system, tools }: ParsedPrompt, say: Phrases): Reply | null {
  const name = agentName(system);
  // "Hello Asha" is a greeting too.
  if (says.greeting(newest.replace(name, ""))) return speak(say.greet(name));
  if (says.thanks(newest)) return speak(say.thanks());
  if (says.wait(newest)) return speak(say.wait());
  if (says.asksAbilities(newest)) return speak(say.able(deeds(tools)));
  return says.bye(newest) ? speak(say.bye()) : null;
}

function agentName(system: string): string {
  return /\b[Yy]ou are ([\p{Lu}][\p{L}\p{M}'-]*)/u.exec(system)?.[1] ?? "your assistant";
}

function deeds(tools: readonly ToolDeclaration[]): string {
  return taskTools(tools)
    .map(({ name }) => plainName(name))
    .join(", ");
}

function fromKnowledge({ system, newest }: ParsedPrompt): Reply | null {
  const passages = passagesIn(system);
  const whole = answerFrom(passages, newest);
  // "Order a taxi" is not answered by what the knowledge says about orders.
  const isRequest = asksForDeed(newest) && !says.question(newest) && !whole?.isComplete;
  const found = isRequest ? answerFrom(passages, withoutDeed(newest)) : whole;
  return found && speak(found.text + citation(system, found.passage.id));
}

/** Cites a source only when the prompt shows the form `[[id]]`. */
function citation(system: string, id: string | null): string {
  return id !== null && system.includes("[[") ? ` [[${id}]]` : "";
}

/** Calls a read-only tool once its arguments are known. Asks before calling a tool with side effects. */
function startTool(tool: ToolDeclaration | null, prompt: ParsedPrompt, say: Phrases): Reply | null {
  if (!tool) return null;
  const values = valuesSaid(tool, prompt);
  const lookUp = lookUpFor(nextField(tool, values), prompt.tools);
  return lookUp ? call(lookUp, {}) : proceed(tool, values, say);
}

function valuesSaid(tool: ToolDeclaration, { newest, system }: ParsedPrompt): Values {
  return valuesFrom(newest, { fields: fieldsOf(tool), known: {}, asked: undefined, now: nowIn(system) });
}

/** Goes on with what the customer wants done after the look-up of its number. Null where that found none. */
function afterLookUp(results: readonly ToolResult[], prompt: ParsedPrompt, say: Phrases): Reply | null {
  const tool = matchingTool(prompt.tools, prompt.newest);
  const values = tool && hasEffects(tool) ? valuesSaid(tool, prompt) : {};
  const field = tool ? nextField(tool, values) : undefined;
  const found = results.find(({ name }) => name === lookUpFor(field, prompt.tools)?.name);
  const rows = field && found ? rowsFor(field, found.response) : [];
  const [only, ...more] = rows;
  if (!tool || !field || !only) return null;
  if (more.length === 0) return proceed(tool, valuesOfRow(tool, { values, row: only }), say);
  return withQuestion(say.found(choicesIn(field, rows)), { tool, values, asked: field }, say);
}

/** Tells what the tools of the newest turn returned, and asks an open task's question again. */
export function afterTools(prompt: ParsedPrompt, say: Phrases): Reply {
  const results = prompt.turns.at(-1)?.results ?? [];
  const handoff = handoffTool(prompt.tools)?.name;
  const words = results.map((result) => {
    if (result.name === handoff) return say.handoff();
    if (result.name === "note_unavailable") return say.cannot(deeds(prompt.tools));
    return resultText(result, prompt, say);
  });
  const task = openTask(prompt);
  const next = task ? null : afterLookUp(results, prompt, say);
  if (next) return next;
  const isOver = results.some(({ name }) => name === handoff || name === task?.tool.name);
  return task && !isOver ? withQuestion(words.join(" "), task, say) : speak(words.join(" "));
}

type ToolResult = Parameters<typeof resultInWords>[0];

function resultText(result: ToolResult, prompt: ParsedPrompt, say: Phrases): string {
  const tool = prompt.tools.find((candidate) => candidate.name === result.name);
  return resultInWords(result, {
    say,
    question: prompt.newest,
    effect: tool !== undefined && hasEffects(tool),
    cite: (id) => citation(prompt.system, id),
  });
}

/** What the service did after the customer's yes, as it tells the model. */
function grantedResult(newest: string): ToolResult | null {
  const [, name, json] =
    /\[The customer has agreed, and the service has (?:called|failed to call) (\w+)\.[^\]]*\]\n(.*)$/s.exec(newest) ??
    [];
  if (name === undefined || json === undefined) return null;
  const response: unknown = JSON.parse(json);
  return { name, response: isObject(response) ? response : { result: response } };
}
