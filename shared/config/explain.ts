import type { z } from "zod";
import { didYouMean } from "../schema/did-you-mean.ts";
import type { Path } from "./reading/problem.ts";
import { typeRemedy } from "./reading/value-remedies.ts";

/** A problem with a value, without its line and column. `what` continues a sentence such as "`agent.model` …". */
export interface Explanation {
  readonly code: string;
  readonly path: Path;
  readonly at: "key" | "value";
  readonly what: string;
  readonly remedy: string;
}

/** In one section: a suggestion costs more than the rest of a problem. */
const mostSuggestions = 100;

type Raw = z.core.$ZodRawIssue;

/** Explains a zod issue: the given value, the allowed values, and the value that was probably meant. */
export function explainIssue(issue: z.core.$ZodIssue, known: KnownKeys): readonly Explanation[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  const [message = "", ...rest] = issue.message.split("\n");
  const remedy = rest.join(" ");
  const one = (code: string, what: string, fix: string, at: "key" | "value" = "value"): readonly Explanation[] => [
    { code, path, at, what, remedy: fix },
  ];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key, index) => {
        const keys = known.get(path.join("\0")) ?? [];
        return {
          code: "unknown-key",
          path: [...path, key],
          at: "key",
          what: `is not a key known here${index < mostSuggestions ? didYouMean(key, keys) : ""}`,
          remedy: unknownKeyRemedy(key, keys),
        };
      });
    case "invalid_type":
      if (message === missing) return one("missing", "is missing", `Add it: it must be ${nameOf(issue.expected)}.`);
      if (path.length === 0) return one("wrong-type", message, "Begin it with `automation_config:`.");
      return one("wrong-type", message, remedy || `Write ${nameOf(issue.expected)} here.`);
    case "invalid_value":
    case "invalid_union":
      return one(message === missing ? "missing" : "not-allowed", message, remedy || "Choose one of those.");
    case "invalid_key":
      return one("invalid", `has a name that ${issue.issues[0]?.message ?? "is not allowed"}`, "Rename it.", "key");
    default:
      return one("invalid", message, remedy || "Correct the value.");
  }
}

function unknownKeyRemedy(key: string, known: readonly string[]): string {
  if (known.length === 0) return "Remove it.";
  const list = `Known here are ${known.join(", ")}.`;
  // `{ price: 1,500 }` has a price of 1 and a key 500.
  return /^\d+$/.test(key) ? `A comma ends a value: write a number without it. ${list}` : list;
}

/** The known keys of each path, joined with NUL. `createErrorMap` fills the map and `explainIssue` reads it. */
export type KnownKeys = Map<string, readonly string[]>;

const missing = "is missing";

/** Creates zod's error map, which writes the messages that need the schema and the value. Only it sees both. */
export function createErrorMap(
  known: KnownKeys,
  sourceOf: (path: Path) => string | undefined,
): (issue: Raw) => string | undefined {
  return (issue) => {
    switch (issue.code) {
      case "unrecognized_keys":
        known.set((issue.path ?? []).map(String).join("\0"), keysOf(issue.inst));
        return undefined;
      case "invalid_type":
        return wrongType(issue, sourceOf(pathOf(issue)));
      case "invalid_value":
        return choice(issue, issue.values.map(String));
      case "invalid_union":
        return Array.isArray(issue.options) ? choice(issue, issue.options.map(String)) : undefined;
      case "too_small":
      case "too_big":
        return size(issue);
      case "invalid_format":
        return `must be ${issue.format === "url" ? "a URL" : `of the form ${issue.format}`}, but is ${describeInput(issue)}`;
      default:
        return undefined;
    }
  };
}

function pathOf(issue: Raw): Path {
  return (issue.path ?? []).map((part) => (typeof part === "number" ? part : String(part)));
}

function wrongType(issue: Raw & { code: "invalid_type" }, source: string | undefined): string {
  if (issue.input === undefined) return missing;
  if (issue.expected === "string" && typeof issue.input === "number" && source !== undefined)
    return numberForText(issue, source);
  const what = `must be ${nameOf(issue.expected)}, but is ${describeInput(issue)}`;
  if (issue.expected === "string" && ["number", "boolean"].includes(typeof issue.input))
    return `${what}\nPut it in quotes.`;
  const meant = isHidden(issue)
    ? undefined
    : typeRemedy({ expected: issue.expected, input: issue.input, key: String(issue.path?.at(-1)) });
  if (meant !== undefined) return `${what}\n${meant}`;
  const isQuotedNumber = typeof issue.input === "string" && /^-?\d+(\.\d+)?$/.test(issue.input);
  return issue.expected === "number" && isQuotedNumber ? `${what}\nRemove the quotes.` : what;
}

/** YAML drops zeros before a number and rounds long ones, so only the file knows what was meant. */
function numberForText(issue: Raw, source: string): string {
  const [, sign, digits = ""] = /^([+]?)(\d+)$/.exec(source) ?? [];
  if (/phone|^number$/.test(String(issue.path?.at(-1)))) {
    const what = "must be in quotes, because it is not a quantity";
    if (digits.startsWith("0"))
      return `${what}\nWrite it with its country code in place of the leading 0: in India "+91${digits.replace(/^0+/, "")}".`;
    if (digits !== "") return `${what}\nWrite "+${digits}"${sign ? "" : ", if it begins with its country code"}.`;
  }
  const what = isHidden(issue) ? "must be a text, but is a number" : `must be a text, but is ${source}`;
  return `${what}\nPut it in quotes${isHidden(issue) ? "" : `: "${source}"`}.`;
}

function keysOf(schema: unknown): readonly string[] {
  const definition = (schema as { _zod?: { def?: { shape?: object; keyType?: z.core.$ZodType } } } | undefined)?._zod
    ?.def;
  // A record can list its keys, such as the days of a week.
  const listed = definition?.keyType?._zod.values;
  return definition?.shape ? Object.keys(definition.shape) : [...(listed ?? [])].map(String);
}

function choice(issue: Raw, options: readonly string[]): string {
  const last = issue.path?.at(-1);
  const value = issue.code === "invalid_union" ? discriminator(issue.input, last) : issue.input;
  const list = options.length === 1 ? `\`${options[0]}\`` : `one of ${options.join(", ")}`;
  if (value === undefined) return `${missing}\nAdd it: it must be ${list}.`;
  const suggestion = typeof value === "string" ? didYouMean(value, options) : "";
  return `must be ${list}, but is ${formatValue(value)}${suggestion}`;
}

function discriminator(input: unknown, key: PropertyKey | undefined): unknown {
  return input !== null && typeof input === "object" && key !== undefined && Object.hasOwn(input, key)
    ? (input as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function size(issue: Raw & { code: "too_small" | "too_big" }): string {
  const isSmall = issue.code === "too_small";
  const limit = String(isSmall ? issue.minimum : issue.maximum);
  const bound = `${isSmall ? "at least" : "at most"} ${limit}`;
  if (issue.origin === "array") return `must have ${bound} ${limit === "1" ? "item" : "items"}`;
  if (issue.origin === "string") return `must have ${bound} characters`;
  return `must be ${bound}, but is ${describeInput(issue)}`;
}

const names: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a section of keys and values",
  record: "a section of keys and values",
};

function nameOf(type: string): string {
  return names[type] ?? type;
}

/** Hides the values of the two sections that hold secrets: a message must not repeat a pasted secret. */
function describeInput(issue: Raw): string {
  return isHidden(issue) ? kindOf(issue.input) : formatValue(issue.input);
}

function isHidden(issue: Raw): boolean {
  const section = issue.path?.[1];
  return section === "integrations" || section === "tools";
}

function formatValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  return nameOf(Array.isArray(value) ? "array" : typeof value);
}
