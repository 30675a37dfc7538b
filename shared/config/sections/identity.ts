import { z } from "zod";
import { Name } from "../../schema/scalars.ts";

const Column = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a column name");
const Proof = z.literal(["channel", "code", "fields"]);
const AddressColumn = z.literal(["phone", "email"]);

const minutes = (longest: number, fallback: number) => z.number().int().min(1).max(longest).default(fallback);
const attempts = (fallback: number) => z.number().int().min(1).max(20).default(fallback);

/** How a customer proves to be the person of a row. */
export const IdentitySection = z
  .strictObject({
    table: Name.describe("The table with one row for each person. The proof is about one of its rows."),
    by: z
      .union([Proof, z.array(Proof).min(1).max(3)], {
        error: "must be `channel`, `code`, `fields` or a list of these",
      })
      .transform((given) => (typeof given === "string" ? [given] : [...new Set(given)]))
      .describe(
        "How the customer proves it, by one or more: `channel` is the address that the channel verifies, where it is in one row alone; `code` is sent to an address in the row and typed back in the conversation; `fields` are values of the row that the customer knows.",
      ),
    fields: z
      .array(Column)
      .min(2)
      .max(6)
      .optional()
      .describe(
        "The columns that the customer must know, with `by: fields`. The first finds the row: the key of the table, a contact or one of its lookups. All must match.",
      ),
    find_by: z
      .array(Column)
      .min(1)
      .max(4)
      .default(["phone", "email"])
      .describe("The columns by which the customer may name their row, with `by: code`: its key, contacts or lookups."),
    send_to: z
      .array(AddressColumn)
      .min(1)
      .max(2)
      .default(["phone", "email"])
      .describe(
        "The columns with the addresses on file, with `by: code`. The code goes to the first for which the client has a channel: SMS for a phone number, e-mail for a mail address.",
      ),
    attempts: attempts(3).describe("Most attempts of one conversation within `lockout_minutes`."),
    attempts_per_row: attempts(5).describe(
      "Most failed attempts on one row within `lockout_minutes`, from all conversations together.",
    ),
    attempts_per_hour: z
      .number()
      .int()
      .min(10)
      .max(1_000)
      .default(200)
      .describe("Most failed attempts of all conversations and rows together within an hour."),
    lockout_minutes: minutes(1_440, 60).describe("How long an attempt counts."),
    valid_minutes: minutes(720, 30).describe("How long a proof holds. It ends with the session in any case."),
  })
  .superRefine((section, context) => {
    if (section.by.includes("fields") !== (section.fields !== undefined))
      context.addIssue({
        code: "custom",
        path: ["fields"],
        message: section.fields
          ? "are not used without `by: fields`\nRemove them, or add fields to `by`."
          : "are required for `by: fields`\nName at least two columns, the first of which finds the row.",
        input: section.fields,
      });
  })
  .describe("How a customer proves who they are (docs/identity.md). Tools and operations may then require it.");
export type IdentitySection = z.output<typeof IdentitySection>;
