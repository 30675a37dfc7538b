import { isObject, type JsonObject, textOf } from "../json.ts";
import { answerFrom, passagesOf } from "./knowledge.ts";
import type { Phrases } from "./languages/index.ts";
import { plainName } from "./words.ts";

/** Describes a tool's result in plain words. */
export function resultInWords(
  result: { readonly name: string; readonly response: JsonObject },
  context: {
    readonly say: Phrases;
    readonly question: string;
    readonly effect: boolean;
    cite(id: string | null): string;
  },
): string {
  const { say, question, cite } = context;
  const tool = plainName(result.name);
  const value = unwrap(result.response);
  const error = isObject(value)
    ? (value.error ?? (value.ok === false ? (value.message ?? value.reason ?? "") : undefined))
    : undefined;
  if (error !== undefined && error !== null && error !== false) return say.failed(tool, reasonOf(error));
  const lists = listsIn(value);
  if (isObject(value) && value.found === false) return say.nothing();
  if (lists.length > 0 && lists.every((list) => list.length === 0)) return say.nothing();
  const passages = lists.flatMap(passagesOf);
  if (passages.length > 0) {
    const answer = answerFrom(passages, question);
    return answer ? answer.text + cite(answer.passage.id) : say.unsure();
  }
  const facts = inWords(value);
  if (context.effect) return say.done(tool, facts);
  return facts === "" ? say.nothing() : say.found(facts);
}

/** What a service returned, without the wrappings of the product and of HTTP. */
export function unwrap(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (typeof value.status === "number" && isObject(value.data)) return unwrap(value.data);
  const [name = "", ...more] = Object.keys(value);
  return more.length === 0 && ["result", "output", "content", "data"].includes(name) ? unwrap(value[name]) : value;
}

function reasonOf(error: unknown): string {
  if (isObject(error)) return textOf(error.message) || inWords(error);
  return error === true ? "" : String(error).replace(/\.$/, "");
}

function listsIn(value: unknown): readonly (readonly unknown[])[] {
  return (isObject(value) ? Object.values(value) : [value]).filter(Array.isArray);
}

/** Maximum rows of a list that are described. */
const maximumRows = 5;

/**
 * "status: confirmed, date: 5 May". Rows of a list are described by their values. Empty when there is nothing to say.
 */
function inWords(value: unknown, depth = 0): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) {
    const items = value
      .slice(0, maximumRows)
      .map((item) => (isObject(item) ? rowInWords(item) : inWords(item, depth + 1)))
      .filter((item) => item !== "");
    return items.join("; ");
  }
  if (!isObject(value)) return String(value);
  const said = textOf(value.message) || textOf(value.answer) || textOf(value.summary);
  if (said !== "") return said;
  const pairs = Object.entries(value)
    .filter(([name]) => !isForMachine(name))
    .map(([name, item]): [string, string] => [plainName(name), depth < 2 ? inWords(item, depth + 1) : ""])
    .filter(([, words]) => words !== "");
  const [only] = pairs;
  if (pairs.length === 1 && only && listsIn(value).length === 1) return only[1];
  return pairs
    .slice(0, 8)
    .map(([name, words]) => `${name}: ${words}`)
    .join(", ");
}

/** Whether a value is for the model or for a program: a time stamp, an address, advice about the result. */
function isForMachine(name: string): boolean {
  return /(?:^|_)(?:at|url|trace|metadata|note|hint|instructions?|found|more|cursor)$/.test(name);
}

/** "2026-11-23 08:00, Andheri West, centre": times first, without ids and without flags that every row has. */
function rowInWords(row: JsonObject): string {
  const { date, time, ...rest } = row;
  const when = [date, time].filter((part) => typeof part === "string" && part !== "").join(" ");
  const values = Object.entries(rest)
    .filter(([name, item]) => !/(?:^|_)id$|^status$/.test(name) && ["string", "number"].includes(typeof item))
    .map(([, item]) => String(item).replaceAll("_", " "));
  return [when, ...values].filter((part) => part !== "").join(", ");
}
