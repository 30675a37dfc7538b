import { z } from "zod";

/** Accepts the short form of a list item: a bare string becomes an object with only `key`. */
export function withShortForm<S extends z.ZodType>(key: string, schema: S) {
  return z.preprocess((given) => (typeof given === "string" ? { [key]: given } : given), schema);
}
