import { z } from "zod";
import { written } from "../../schema/written-form.ts";

/** Accepts the short form of a list item: a bare string becomes an object with only `key`. */
export function withShortForm<S extends z.ZodType>(key: string, schema: S) {
  return written(
    z.preprocess((given) => (typeof given === "string" ? { [key]: given } : given), schema),
    { shortForms: [{ as: `text: its \`${key}\` alone`, json: { type: "string" } }] },
  );
}
