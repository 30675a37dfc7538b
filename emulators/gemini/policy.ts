import type { JsonObject } from "../json.ts";
import { argumentsFrom, type Field, fieldsOf, type Said } from "./arguments.ts";
import { answerFrom, passagesIn } from "./knowledge.ts";
import { ownQuestion, phraseLanguageOf, phrases, says } from "./phrases.ts";
import type { ParsedPrompt, ToolDeclaration } from "./prompt.ts";
import type { Reply } from "./reply.ts";
import { resultInWords } from "./result-words.ts";
import { fill } from "./schema-fill.ts";
import { handoffTool, hasEffects, matchingTool, searchTool } from "./tool-choice.ts";
import { contentWords, plainName, sentences } from "./words.ts";

type Phrases = (typeof phrases)[keyof typeof phrases];

const speak = (text: string): Reply => ({ text, calls: [], finishReason: "STOP" });
const call = (tool: ToolDeclaration, args: JsonObject): Reply => ({
  text: "",
  calls: [{ name: tool.name, args }],
  finishReason: "STOP",
});

/**
 * Answers when no script does: fixed rules over the prompt, to try the product without an API key. The same prompt gets
 * the same answer. It is not a language model and does not pretend to be one.
 */
export function decide(prompt: ParsedPrompt): Reply {
  if (prompt.audio.length > 0) return speak(writeDown(prompt));
  if (prompt.schema) return speak(JSON.stringify(fill(prompt.schema, prompt.newest)));
  if (asksForSummary(prompt)) return speak(summary(prompt));
  const earlier = prompt.turns.filter((turn) => turn.role === "user" && turn.text !== "").map((turn) => turn.text);
  const say = phrases[phraseLanguageOf(prompt.newest, earlier.slice(0, -1))];
  const results = prompt.turns.at(-1)?.results ?? [];
  if (results.length > 0) return afterTools(prompt, say);
  const tools = prompt.toolMode === "NONE" ? [] : prompt.tools;
  const reply = answerCustomer({ ...prompt, tools }, say);
  const [only] = tools;
  if (prompt.toolMode !== "ANY" || reply.calls.length > 0 || !only) return reply;
  const tool = matchingTool(tools, prompt.newest) ?? only;
  return call(tool, withRequired(tool, prompt.newest));
}

/** Writes down what is spoken; where nothing is, what the instructions say for it. */
function writeDown({ audio, system }: ParsedPrompt): string {
  const spoken = audio.map(({ spoken: words }) => words).filter((words) => words !== "");
  return spoken.length > 0 ? spoken.join("\n") : (/answer exactly: (.+)$/m.exec(system)?.[1] ?? "");
}

function answerCustomer(prompt: ParsedPrompt, say: Phrases): Reply {
  const { newest, tools } = prompt;
  if (says.wantsPerson(newest)) {
    const handoff = handoffTool(tools);
    return handoff ? call(handoff, withRequired(handoff, newest)) : speak(say.noHandoff());
  }
  return (
    continueTool(prompt, say) ??
    smallTalk(prompt, say) ??
    startTool(matchingTool(tools, newest), newest, say) ??
    fromKnowledge(prompt) ??
    startTool(/\p{L}{3}/u.test(contentWords(newest).join(" ")) ? searchTool(tools) : null, newest, say) ??
    speak(say.unsure())
  );
}

function smallTalk({ newest, system }: ParsedPrompt, say: Phrases): Reply | null {
  if (says.greeting(newest)) return speak(say.greet(agentName(system)));
  if (says.thanks(newest)) return speak(say.thanks());
  return says.bye(newest) ? speak(say.bye()) : null;
}

function agentName(system: string): string {
  return /\b[Yy]ou are ([\p{Lu}][\p{L}\p{M}'-]*)/u.exec(system)?.[1] ?? "your assistant";
}

function fromKnowledge({ system, newest }: ParsedPrompt): Reply | null {
  const answer = answerFrom(passagesIn(system), newest);
  return answer && speak(answer.text + citation(system, answer.passage.id));
}

/** Cites a source only when the prompt shows the form `[[id]]`. */
function citation(system: string, id: string | null): string {
  return id !== null && system.includes("[[") ? ` [[${id}]]` : "";
}

/** Calls a read-only tool once its arguments are known. Asks before calling a tool with side effects. */
function startTool(tool: ToolDeclaration | null, newest: string, say: Phrases): Reply | null {
  return tool && proceed(tool, [{ text: newest, asked: [] }], say);
}

function proceed(tool: ToolDeclaration, said: readonly Said[], say: Phrases): Reply {
  const fields = fieldsOf(tool);
  const args = argumentsFrom(fields, said);
  const missing = fields.filter((field) => field.required && args[field.name] === undefined);
  if (missing.length > 0) return speak(say.ask(plainName(tool.name), missing.map(describe).join(", ")));
  if (!hasEffects(tool)) return call(tool, args);
  const values = Object.entries(args).map(([name, value]) => `${plainName(name)}: ${String(value)}`);
  return speak(say.confirm(plainName(tool.name), values.join("; ")));
}

function describe({ label, options }: Field): string {
  return options.length > 0 ? `${label} (${options.join("/")})` : label;
}

/** Continues after the policy's last question. Null when it asked nothing, or the customer changed the topic. */
function continueTool(prompt: ParsedPrompt, say: Phrases): Reply | null {
  const flow = openFlow(prompt);
  if (!flow) return null;
  const { tool, said, question } = flow;
  const { newest } = prompt;
  if (question === "confirming" && says.yes(newest))
    return call(tool, argumentsFrom(fieldsOf(tool), said.slice(0, -1)));
  if (says.no(newest)) return speak(say.cancelled());
  const before = argumentsFrom(fieldsOf(tool), said.slice(0, -1));
  const after = argumentsFrom(fieldsOf(tool), said);
  const elsewhere = newest.includes("?") || question === "confirming";
  const learned = JSON.stringify(before) !== JSON.stringify(after);
  return elsewhere && !learned ? null : proceed(tool, said, say);
}

/** The tool of the policy's last question, and the customer's texts since its first question. */
function openFlow({ turns, tools }: ParsedPrompt) {
  const spoken = turns.filter((turn) => turn.text !== "");
  const said: Said[] = [];
  let tool: ToolDeclaration | undefined;
  let question: ReturnType<typeof ownQuestion> = null;
  for (let index = spoken.length - 1; index >= 0; index -= 1) {
    const text = spoken[index]?.text ?? "";
    if (spoken[index]?.role === "model") continue;
    const previous = spoken[index - 1];
    const asked = previous?.role === "model" ? previous.text : "";
    const kind = ownQuestion(asked);
    const about = kind && tools.find((candidate) => asked.includes(plainName(candidate.name)));
    const same = about && (tool === undefined || tool.name === about.name);
    const fields = about && same && kind === "asking" ? fieldsOf(about).map((field) => field.label) : [];
    said.unshift({ text, asked: fields.filter((label) => asked.includes(label)) });
    if (!same) break;
    tool ??= about;
    question ??= kind;
  }
  return tool && question ? { tool, said, question } : null;
}

function afterTools(prompt: ParsedPrompt, say: Phrases): Reply {
  const results = prompt.turns.at(-1)?.results ?? [];
  const handoff = handoffTool(prompt.tools)?.name;
  const words = results.map((result) => {
    if (result.name === handoff) return say.handoff();
    const tool = prompt.tools.find((candidate) => candidate.name === result.name);
    return resultInWords(result, {
      say,
      question: prompt.newest,
      effect: tool !== undefined && hasEffects(tool),
      cite: (id) => citation(prompt.system, id),
    });
  });
  return speak(words.join(" "));
}

/** The arguments found in the text, with fitting values for missing required ones. */
function withRequired(tool: ToolDeclaration, text: string): JsonObject {
  const found = argumentsFrom(fieldsOf(tool), [{ text, asked: [] }]);
  const filled = fill(tool.parameters, text);
  const required = fieldsOf(tool).filter((field) => field.required && found[field.name] === undefined);
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
