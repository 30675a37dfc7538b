import type { JsonObject } from "../json.ts";
import { afterTools, answerCustomer } from "./answer-customer.ts";
import { phrasesFor } from "./languages/index.ts";
import type { ParsedPrompt, ToolDeclaration } from "./prompt.ts";
import { call, type Reply, speak } from "./reply.ts";
import { fill } from "./schema-fill.ts";
import { nowIn } from "./task/dates.ts";
import { fieldsOf } from "./task/fields.ts";
import { valuesFrom } from "./task/reading.ts";
import { matchingTool } from "./tool-choice.ts";
import { sentences } from "./words.ts";

/**
 * Answers when no script does: fixed rules over the prompt, to try the product without an API key. The same prompt gets
 * the same answer. It is not a language model and does not pretend to be one.
 */
export function decide(prompt: ParsedPrompt): Reply {
  if (prompt.audio.length > 0) return speak(writeDown(prompt));
  // The stand-in has no eyes, and a page that it made up would be quoted.
  if (prompt.system.startsWith("You transcribe pages")) return speak('{"readable":false}');
  if (prompt.system.startsWith("You word the greeting")) return speak(greeting(prompt));
  if (prompt.schema) return speak(JSON.stringify(fill(prompt.schema, prompt.newest)));
  if (asksForSummary(prompt)) return speak(summary(prompt));
  const earlier = prompt.turns.filter((turn) => turn.role === "user" && turn.text !== "").map((turn) => turn.text);
  const say = phrasesFor(prompt.newest, earlier.slice(0, -1));
  const results = prompt.turns.at(-1)?.results ?? [];
  if (results.length > 0) return afterTools(prompt, say);
  const tools = prompt.toolMode === "NONE" ? [] : prompt.tools;
  const reply = answerCustomer({ ...prompt, tools }, say, (tool) => withRequired(tool, prompt));
  const [only] = tools;
  if (prompt.toolMode !== "ANY" || reply.calls.length > 0 || !only) return reply;
  const tool = matchingTool(tools, prompt.newest) ?? only;
  return call(tool, withRequired(tool, prompt));
}

/** Writes down what is spoken; where nothing is, what the instructions say for it. */
function writeDown({ audio, system }: ParsedPrompt): string {
  const spoken = audio.map(({ spoken: words }) => words).filter((words) => words !== "");
  return spoken.length > 0 ? spoken.join("\n") : (/answer exactly: (.+)$/m.exec(system)?.[1] ?? "");
}

/**
 * The greeting that an instruction such as "Greet in Hindi as Maya from City Labs." describes, in English, which every
 * machine can speak.
 */
function greeting({ newest }: ParsedPrompt): string {
  const name = /\bas (\p{Lu}\p{L}*)/u.exec(newest)?.[1];
  const company = /\bfrom (\p{Lu}[\p{L}\p{N}&' -]*)/u.exec(newest)?.[1]?.trim();
  const who = [name && `this is ${name}`, company && `from ${company}`].filter(Boolean).join(" ");
  return `Hello${who === "" ? "" : `, ${who}`}. How can I help you?`;
}

/** The arguments found in the text, with fitting values for missing required ones. */
function withRequired(tool: ToolDeclaration, { newest, system }: ParsedPrompt): JsonObject {
  const fields = fieldsOf(tool);
  const found = valuesFrom(newest, { fields, known: {}, asked: undefined, now: nowIn(system) });
  const filled = fill(tool.parameters, newest);
  const required = fields.filter((field) => field.required && found[field.name] === undefined);
  const values: JsonObject = typeof filled === "object" && filled !== null ? { ...filled } : {};
  return { ...Object.fromEntries(required.map(({ name }) => [name, values[name]])), ...found };
}

function asksForSummary({ system, newest }: ParsedPrompt): boolean {
  return /\b(?:summari[sz]e|shorten)\b/i.test(system.slice(0, 300)) || /^\W*summari[sz]e\b/i.test(newest);
}

/** The first sentence of each text, and notes unchanged, oldest first. A long summary keeps its newest part. */
function summary({ turns }: ParsedPrompt): string {
  const lines = turns.flatMap((turn) => turn.text.split("\n")).map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && line !== "none" && !/:$|^\W*summari[sz]e\b|^[<#`]/i.test(line));
  const kept = said.map((line) => (/^\w+: /.test(line) ? (sentences(line)[0] ?? "") : line));
  return kept.join(" ").slice(-800);
}
