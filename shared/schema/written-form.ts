import { z } from "zod";

/** What the reference of the YAML and the editors' schema say of a value, where zod's own type does not. */
interface WrittenForm {
  /** The reference's name for this kind of value: "phone number". */
  readonly called?: string;
  /** JSON Schema that narrows what the zod type alone lets pass. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Other ways to write the value. `as` is the reference's name for it, `json` its JSON Schema. */
  readonly shortForms?: readonly { readonly as: string; readonly json: Readonly<Record<string, unknown>> }[];
}

/** Read by functions/hosts/build/reference. A schema derived with `.min()` or `.describe()` keeps the form. */
export const writtenForms = z.registry<WrittenForm>();

/** Registers the form of a schema whose type is generic. */
export function written<S extends z.ZodType>(schema: S, form: WrittenForm): S {
  writtenForms.add(schema, form);
  return schema;
}
