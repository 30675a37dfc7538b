import { z } from "zod";

/** The short form of a list's item: a bare string stands for an object with only `key`. */
export function short<S extends z.ZodType>(key: string, schema: S) {
  return z.preprocess((given) => (typeof given === "string" ? { [key]: given } : given), schema);
}
