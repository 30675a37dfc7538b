import { z } from "zod";

/** A table in a path. */
export const ByName = z.object({ table: z.string().min(1).max(64).describe("The table's name.") });

/** Which configuration declares the table. */
export const InConfig = z.object({
  config: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe("The configuration whose table it is. Default: every active one."),
});
