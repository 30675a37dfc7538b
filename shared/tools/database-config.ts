import { z } from "zod";

const ColumnName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a column's name");

export const DatabaseConfig = z.strictObject({
  table: z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, "must be a table's name"),
  permissions: z
    .array(z.literal(["read", "write"]))
    .min(1)
    .default(["read"]),
  /** The columns given out and filtered by. Default: every column. */
  fields: z.array(ColumnName).min(1).optional(),
  /** Of a table with dates: how many days ahead are looked at. Default 30 for `appointments`, else no limit. */
  date_range: z.number().int().min(1).max(366).optional(),
  /**
   * True: its rows belong to no customer, and a phone number in them is a branch's or a doctor's. Otherwise a
   * row that names a customer is seen by that customer only.
   */
  public: z.boolean().default(false),
});
export type DatabaseConfig = z.output<typeof DatabaseConfig>;
