import { z } from "zod";
import { didYouMean } from "../schema/did-you-mean.ts";
import { Problem } from "./problem.ts";

/** Of one answer. */
const mostErrors = 50;
/** Of a field's name or of a message, which may quote what was sent. */
const mostCharacters = 500;

type Noun = "field" | "parameter";
type FieldError = { readonly pointer: string; readonly detail: string };

/** Makes an object schema reject unknown fields, which are usually misspelt, unless the schema allows them. */
export function strictObject(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

/** @throws Problem 422 `body-invalid` with a JSON pointer (RFC 6901) for every invalid field. */
export function validBody(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { errors, more } = firstErrors(schema, parsed.error.issues, "field");
  const count = errors.length === 1 ? "One field is" : `${errors.length + more} fields are`;
  const listed = more === 0 ? "" : ` The first ${errors.length} are listed.`;
  const detail = `${count} invalid: ${errors[0]?.pointer || "the body"}: ${errors[0]?.detail}${listed}`;
  throw new Problem(422, "body-invalid", detail, { errors });
}

/** @throws Problem 400 `parameter-invalid`, naming the parameter. */
export function validParameters(where: "path" | "query", schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { errors } = firstErrors(schema, parsed.error.issues, "parameter");
  const [first] = errors;
  const detail = `The ${where} parameter ${first?.pointer.slice(1)} is invalid: ${first?.detail}`;
  throw new Problem(400, "parameter-invalid", detail, { errors });
}

/** The first errors, and how many more there are: a body can hold as many mistakes as values. */
function firstErrors(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], noun: Noun) {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  let count = 0;
  for (const issue of issues) {
    // A value can break two rules that share one message, such as an address's scheme and its host.
    const told = `${pointer(issue.path)} ${issue.message}`;
    if (seen.has(told)) continue;
    seen.add(told);
    count += issue.code === "unrecognized_keys" ? issue.keys.length : 1;
    if (errors.length < mostErrors)
      errors.push(...fieldErrors(schema, issue, noun).slice(0, mostErrors - errors.length));
  }
  return { errors, more: count - errors.length };
}

function fieldErrors(schema: z.ZodType, issue: z.core.$ZodIssue, noun: Noun): FieldError[] {
  if (issue.code !== "unrecognized_keys")
    return [{ pointer: pointer(issue.path), detail: issue.message.slice(0, mostCharacters) }];
  const known = fieldsAt(schema, issue.path);
  return issue.keys
    .slice(0, mostErrors)
    .map((key) => ({ pointer: pointer([...issue.path, key]), detail: unknownName(noun, key, known) }));
}

function unknownName(noun: Noun, key: string, known: readonly string[]): string {
  const meant = didYouMean(key, known);
  if (meant !== "") return `Unknown ${noun}${meant}`;
  return known.length === 0 ? `Unknown ${noun}.` : `Unknown ${noun}; known ${noun}s are ${known.join(", ")}.`;
}

function pointer(path: readonly PropertyKey[]): string {
  return path
    .map((part) => `/${String(part).slice(0, mostCharacters).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

/** The schema's fields at a path; empty if a part of the path is not a plain object or array. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const inner = unwrap(schema);
  const [step, ...rest] = path;
  if (inner instanceof z.ZodArray) return fieldsAt(inner.element, rest);
  if (!(inner instanceof z.ZodObject)) return [];
  if (step === undefined) return Object.keys(inner.shape);
  const field: z.core.$ZodType | undefined = inner.shape[String(step)];
  return field === undefined ? [] : fieldsAt(field, rest);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault;
  return wraps ? unwrap(schema.def.innerType) : schema;
}
