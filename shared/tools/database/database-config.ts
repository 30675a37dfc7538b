import { z } from "zod";

const ColumnName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a column name");

export const DatabaseConfig = z.strictObject({
  table: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, "must be a table name")
    .describe("The table. Rows come from `tables`, and from what this tool writes."),
  permissions: z
    .array(z.literal(["read", "write"]))
    .min(1)
    .default(["read"])
    .describe("What the tool may do."),
  fields: z
    .array(ColumnName)
    .min(1)
    .optional()
    .describe("The columns that results and filters may use. Default: every column."),
  date_range: z
    .number()
    .int()
    .min(1)
    .max(366)
    .optional()
    .describe(
      "In a table with dates, the number of days ahead to search. Default: 30 for `appointments`, otherwise no limit.",
    ),
  identity_column: ColumnName.optional().describe(
    "The column with the id of the person's row in the table of `identity`. Its rows are visible to the customer who has proven to be that person, and to no other.",
  ),
  public: z
    .boolean()
    .default(false)
    .describe(
      "True: no row belongs to a customer, and a phone number in a row is that of a branch or a doctor. False: a row that names a customer is visible to that customer only.",
    ),
});
export type DatabaseConfig = z.output<typeof DatabaseConfig>;
