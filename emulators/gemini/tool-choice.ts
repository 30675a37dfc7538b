import { objectOf, textsOf } from "../json.ts";
import type { ToolDeclaration } from "./prompt.ts";
import { says } from "./says.ts";
import { fieldsOf } from "./task/fields.ts";
import { contentWords, plainName, wordsAndSounds } from "./words.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const effectVerbs = words(
  "create process send book schedule reschedule cancel update delete remove pay charge refund order place register " +
    "submit transfer issue apply make add set initiate upload post open close assign notify reserve change",
);
/** Without "open" and "close", which are words of opening hours as well. */
const effectWords: ReadonlySet<string> = new Set(
  [...effectVerbs].filter((verb) => verb !== "open" && verb !== "close").flatMap(contentWords),
);
const readVerbs = words(
  "get check find search list lookup look fetch read view track calculate estimate verify show query retrieve analyze " +
    "analyse analysis explain compare rag",
);
/** The platform's own tools, which customers never ask for by name. */
const internal = /^(?:update_context|get_context|note_unavailable)$|handoff|escalat/;
const intent =
  /\b(?:i want|i need|i(?:'d| would) like|i wish|please|can you|could you|help me|chahiye|chahta|chahti|karo|karni|karne|kar do|kardo|bana do|banao|dijiye|karna|karwana|kijiye|krna)\b|चाहिए|चाहता|चाहती|करायच|हवे|हवी|চাই|দরকার|কিনতে|కావాలి|చేయాలి|வேண்டும்|જોઈએ|કરવી|કરવું|چاہیے|کرنا|کرنی|कर दो|बना दो|बना दीजिए|दीजिए|करो|करना|करनी|करने|करवाना|कीजिए/iu;

export function handoffTool(tools: readonly ToolDeclaration[]): ToolDeclaration | undefined {
  return (
    tools.find((tool) => tool.name === "request_handoff") ?? tools.find((tool) => /handoff|escalat/.test(tool.name))
  );
}

/** What the agent was told it cannot do, when the message names it with every word: "an insurance verification". */
export function unavailableIn(
  tools: readonly ToolDeclaration[],
  message: string,
): { readonly tool: ToolDeclaration; readonly name: string } | null {
  const tool = tools.find(({ name }) => name === "note_unavailable");
  const said = new Set(contentWords(message));
  const name = textsOf(objectOf(objectOf(tool?.parameters.properties).name).enum).find((each) =>
    contentWords(plainName(each)).every((word) => said.has(word)),
  );
  return tool && name !== undefined ? { tool, name } : null;
}

/** The tools that change something for a customer. */
export function taskTools(tools: readonly ToolDeclaration[]): readonly ToolDeclaration[] {
  return tools.filter((tool) => !internal.test(tool.name) && hasEffects(tool));
}

/** Whether the customer wants something done, and not only to know something. */
export function asksForDeed(text: string): boolean {
  return intent.test(text) && namesDeed(text);
}

/** The text's words without those for changing something: "cancel my order" → "my". */
export function withoutDeed(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => !contentWords(word).some((each) => effectWords.has(each)))
    .join(" ");
}

/** Whether the text has a word for changing something, "cancel" or "book", that is not in the tool's own name. */
export function namesDeed(text: string, tool?: ToolDeclaration): boolean {
  const own = tool ? contentWords(plainName(tool.name)) : [];
  return contentWords(text).some((word) => effectWords.has(word) && !own.includes(word));
}

/** The verb of a tool's name: its first word, otherwise its last: `create_order`, `prescription_analysis`. */
function verbOf(name: readonly string[]): string | undefined {
  return [name.at(0), name.at(-1)].find((word = "") => effectVerbs.has(word) || readVerbs.has(word));
}

/** Whether a tool changes something, by the verb of its name, or by the first word of its description. */
export function hasEffects(tool: ToolDeclaration): boolean {
  const verb = verbOf(plainName(tool.name).split(" "));
  if (verb !== undefined) return effectVerbs.has(verb);
  const first = plainName(tool.description).split(/\W+/)[0] ?? "";
  return effectVerbs.has(first) || effectVerbs.has(first.replace(/s$/, ""));
}

/**
 * The tool that the message clearly asks for, by words of its name, then of its description. Between one that looks and one
 * that does, a message that wants something done asks for the second. Null on another tie.
 */
export function matchingTool(tools: readonly ToolDeclaration[], message: string): ToolDeclaration | null {
  const asked = new Set(contentWords(message));
  const [best, second] = tools
    .filter((tool) => !internal.test(tool.name))
    .map((tool) => ({ tool, score: score(tool, asked, message) }))
    .filter((entry) => entry.score >= 2)
    .sort((a, b) => b.score - a.score || Number(hasEffects(b.tool)) - Number(hasEffects(a.tool)));
  if (!best) return null;
  const isDoer = second !== undefined && hasEffects(best.tool) && !hasEffects(second.tool) && wantsDeed(message);
  return best.score > (second?.score ?? 0) || isDoer ? best.tool : null;
}

function wantsDeed(message: string): boolean {
  return (
    (intent.test(message) || imperative.test(message)) && (namesDeed(message) || contentWords(message).includes(booked))
  );
}

/** Whether the message asks for the tool and says nothing else: "I want to book a visit". */
export function asksOnlyFor(tool: ToolDeclaration, message: string): boolean {
  const own = new Set(contentWords(plainName(tool.name)));
  const said = contentWords(message);
  return said.length > 0 && said.every((word) => own.has(word)) && namesDeed(message);
}

/** Whether the message has every noun of the tool's name. */
export function namesTool(tool: ToolDeclaration, message: string): boolean {
  const asked = new Set(contentWords(message));
  return contentWords(nounsOf(tool).join(" ")).every((word) => asked.has(word));
}

function nounsOf(tool: ToolDeclaration): readonly string[] {
  const name = plainName(tool.name).split(" ");
  const verb = verbOf(name);
  return name.filter((word) => word !== verb && word !== "tool" && word !== "up");
}

/** Verbs that a customer must name: nobody who wants "a reservation" wants one cancelled. */
const namedVerbs = words("cancel reschedule update delete remove refund return change transfer");
const namedWords: ReadonlySet<string> = new Set([...namedVerbs].flatMap(contentWords));
/** Tools that are not meant by their verb alone: "I want to book" asks for no callback. */
const special = /callback|reminder|message/;
const imperative =
  /^(?:please |pls )?(?:open|raise|create|file|log|make|register|book|reserve|schedule|arrange|place)\b/i;
/** More than a look for what is free, and less than a cancellation. */
const ownScore = 2.75;
const own = /\b(?:my|mine|(?:do|have) i(?: have)?|mer[aei])\b|मेर[ाेी]/iu;
/** A question that asks for something to be done. */
const request = /\b(?:can|could|will|would) (?:i|you|we)\b|\bsakt[aei]\b|सकत[ाेी]/iu;
const [booked = ""] = contentWords("appointment");
const [book = ""] = contentWords("book");

/** Whether a tool tells what the customer has already, and they ask for it: "what appointments do I have". */
export function asksForOwn(message: string, tool: ToolDeclaration): boolean {
  return own.test(message) && !namesDeed(message) && /\bcustomer's own\b/.test(tool.description);
}

function score(tool: ToolDeclaration, asked: ReadonlySet<string>, message: string): number {
  const verb = verbOf(plainName(tool.name).split(" ")) ?? "";
  const count = (text: string) => new Set(wordsAndSounds(text).filter((word) => asked.has(word))).size;
  const nouns = count(nounsOf(tool).join(" "));
  const described = count(tool.description);
  const isAsked = intent.test(message) || imperative.test(message);
  const isWanted = isAsked && (!says.question(message) || request.test(message));
  if (!hasEffects(tool)) {
    if (nouns === 0 && described > 0 && asksForOwn(message, tool)) return ownScore;
    if (nouns === 0) return isWanted && described >= 2 ? described : 0;
    return nouns * 2 + count(verb) + described * 0.5;
  }
  const ownWords = contentWords(verb);
  const nameWords = contentWords(plainName(tool.name));
  if ([...asked].some((word) => namedWords.has(word) && !nameWords.includes(word))) return 0;
  // "A reservation" is as good as "reserve".
  const isBooked = isWanted && ownWords.includes(book) && asked.has(booked);
  const verbs = Math.max(count(verb), isBooked ? 1 : 0);
  if (verbs === 0 && (!isWanted || namedVerbs.has(verb))) return 0;
  if (nouns === 0 && described >= 2 && isWanted) return described + 0.5;
  const isDirect = isWanted || (!says.question(message) && ownWords.includes(contentWords(message)[0] ?? ""));
  if (nouns === 0) return isDirect && verbs > 0 && !special.test(tool.name) ? 2 + described * 0.5 : 0;
  return nouns * 2 + verbs + described * 0.5 + (isWanted ? 0.5 : 0);
}

/** A tool for look-ups, for questions that the prompt's passages do not answer. */
export function searchTool(tools: readonly ToolDeclaration[]): ToolDeclaration | null {
  const searches = /\b(?:rag|knowledge|search|faq)\b/;
  const found = tools.find((tool) => {
    if (internal.test(tool.name) || hasEffects(tool) || !searches.test(plainName(tool.name))) return false;
    const required = fieldsOf(tool).filter((field) => field.required);
    return required.length === 1 && required[0]?.type === "string";
  });
  return found ?? null;
}
