/** One field of `fields=`: `media.limit(10){id,caption}`. */
export interface FieldExpression {
  readonly name: string;
  readonly modifiers: Readonly<Record<string, string>>;
  /** Fields of the object or the list, if they are named. */
  readonly fields?: readonly FieldExpression[];
}

/**
 * Parses Graph's field expansion (developers.facebook.com/docs/graph-api/guides/field-expansion): names, modifiers such
 * as `.limit(10)` and nested fields in braces. Undefined when the text is not of this form.
 */
export function parseFields(text: string): readonly FieldExpression[] | undefined {
  const [fields, rest] = fieldsAt(text);
  return rest === "" ? fields : undefined;
}

function fieldsAt(text: string): readonly [fields: readonly FieldExpression[], rest: string] {
  const fields: FieldExpression[] = [];
  let rest = text;
  for (;;) {
    const [field, after] = fieldAt(rest);
    if (field === undefined) return [fields, rest];
    fields.push(field);
    if (!after.startsWith(",")) return [fields, after];
    rest = after.slice(1);
  }
}

function fieldAt(text: string): readonly [field: FieldExpression | undefined, rest: string] {
  const name = /^\s*(\w+)/.exec(text);
  if (!name) return [undefined, text];
  let rest = text.slice(name[0].length);
  const modifiers: Record<string, string> = {};
  for (;;) {
    const modifier = /^\.(\w+)\(([^)]*)\)/.exec(rest);
    if (!modifier) break;
    modifiers[modifier[1] ?? ""] = modifier[2] ?? "";
    rest = rest.slice(modifier[0].length);
  }
  const field = { name: name[1] ?? "", modifiers };
  if (!rest.startsWith("{")) return [field, rest];
  const [fields, after] = fieldsAt(rest.slice(1));
  return after.startsWith("}") ? [{ ...field, fields }, after.slice(1)] : [undefined, text];
}
