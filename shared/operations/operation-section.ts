import { z } from "zod";
import { agreementKeys } from "../schema/agreement-keys.ts";
import { Name, ShortText, uniqueBy } from "../schema/scalars.ts";
import { written, writtenForms } from "../schema/written-form.ts";
import { CellPlace, ColumnSection } from "../tables/column.ts";
import { parseExpression } from "./expression.ts";

const ToolName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a tool name: letters, digits and `_`, not starting with a digit");

const VariableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a name: letters, digits and `_`, not starting with a digit");

/** CEL. A text within it is in quotes of its own: `"'cancelled'"`. */
const ExpressionText = z
  .union([z.string(), z.number(), z.boolean()], { error: "must be an expression" })
  .transform(String)
  .superRefine((text, context) => {
    const parsed = parseExpression(text);
    if (parsed.ok) return;
    // The checks of whole operations read every expression, so they wait until all can be read.
    context.addIssue({ code: "custom", continue: false, message: `${parsed.message}\n${remedyFor(text)}` });
  })
  .register(writtenForms, { called: "expression" });

/** How other languages write what CEL writes with signs. */
function remedyFor(text: string): string {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, "");
  if (/[^=!<>]=[^=]/.test(bare)) return "Write == for equality.";
  if (/\s(and|or|not)\s|^not\s/i.test(bare)) return "Write && for and, || for or, ! for not.";
  return "Write a CEL expression (docs/operations.md). A text in it is in quotes of its own.";
}

const ForEach = z
  .record(VariableName, ExpressionText)
  .refine((given) => Object.keys(given).length === 1, "must have one name\nWrite it as { item: order.items }.");

const Key = written(
  z
    .union([ExpressionText, z.array(ExpressionText).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given])),
  { called: "expression, or a list of them" },
);

const Read = z
  .strictObject({
    table: Name.describe("The table."),
    key: Key.optional().describe("The row's key: one expression for each column of the table's key."),
    where: z
      .record(CellPlace, ExpressionText)
      .optional()
      .describe(
        "In place of a key: the values that rows have, by column or by a place in one such as address.zip. The result is a list of rows.",
      ),
    for_each: ForEach.optional().describe(
      "Reads one row for each item of a list: { item: order.items }. A list of rows.",
    ),
    optional: z
      .boolean()
      .default(false)
      .describe("A row that is not there is null. Otherwise the operation is refused."),
    otherwise: ShortText.optional().describe("What the agent is told when there is no such row."),
    limit: z.number().int().min(1).max(200).default(50).describe("With where: more rows than this are refused."),
  })
  .refine(({ key, where }) => (key === undefined) !== (where === undefined), "must have either `key` or `where`")
  .refine(
    ({ where, for_each }) => where === undefined || for_each === undefined,
    "may not have `where` and `for_each`",
  );

const Rule = z.strictObject({
  that: ExpressionText.describe("A condition. Without it the operation is refused and nothing is written."),
  otherwise: ShortText.describe("What the agent is told when it does not hold."),
});

const Cells = z.record(z.string().min(1), ExpressionText);

const Write = z
  .strictObject({
    insert: Name.optional().describe("The table that gets a new row."),
    update: Name.optional().describe("The table with the row to change."),
    delete: Name.optional().describe("The table with the row to delete."),
    key: Key.optional().describe("Of an update or a delete: the row's key."),
    row: Cells.optional().describe("Of an insert: the new row's cells, by column."),
    set: Cells.optional().describe("Of an update: new values of cells, or of places in them: dates[day].seats."),
    append: Cells.optional().describe("Of an update: items that are added at the end of list cells."),
    increment: Cells.optional().describe("Of an update: numbers that are added to number cells. They may be negative."),
    for_each: ForEach.optional().describe("Writes once for each item of a list."),
    when: ExpressionText.optional().describe("A condition: without it this part is left out."),
  })
  .superRefine(({ insert, update, delete: removed, key, row, set, append, increment }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    const kinds = [insert, update, removed].filter((table) => table !== undefined);
    if (kinds.length !== 1) return refuse("must have one of `insert`, `update` and `delete`");
    const changes = [set, append, increment].filter((part) => part !== undefined);
    if (insert !== undefined && (row === undefined || key !== undefined || changes.length > 0))
      refuse("must have `row`, and of the rest only `for_each` and `when`, for an insert");
    if (insert === undefined && (key === undefined || row !== undefined))
      refuse("must have `key` and no `row`, for a row that is there");
    if (update !== undefined && changes.length === 0)
      refuse("changes nothing\nGive it `set`, `append` or `increment`.");
    if (removed !== undefined && changes.length > 0) refuse("must have `key` alone, for a delete");
  });

const Returns = z.union([ExpressionText, z.record(VariableName, ExpressionText)]);

export const OperationSection = z.strictObject({
  name: ToolName.describe("The tool's name."),
  description: ShortText.describe("What it does and when to use it. The model reads it."),
  parameters: z
    .record(VariableName, ColumnSection)
    .default({})
    .describe("What the model gives, each like a column of a table."),
  identity: z.literal("verified").optional().describe("The customer must have proven who they are (docs/identity.md)."),
  ...agreementKeys,
  show: z
    .record(ShortText, ExpressionText)
    .optional()
    .describe("What the person who must agree is shown, by label. Default: the parameters."),
  read: z
    .record(VariableName, Read)
    .default({})
    .describe("Rows by the name that later expressions use. Read in this order."),
  compute: z
    .record(VariableName, ExpressionText)
    .default({})
    .describe("Values by name, in this order. Rules and writes use them."),
  require: z.array(Rule).default([]).describe("Rules, tried in this order after reading and computing."),
  write: z.array(Write).default([]).describe("Changes. All of them are committed together, or none."),
  returns: Returns.optional().describe("What the agent is told: one expression, or several by name. Default: done."),
});
export type Operation = z.output<typeof OperationSection>;
export type ReadPart = z.output<typeof Read>;
export type WritePart = z.output<typeof Write>;

export const Operations = z
  .array(OperationSection)
  .superRefine(uniqueBy(({ name }) => name, "name"))
  .default([])
  .describe(
    "Tools that read and write the client's tables under the client's rules (docs/operations.md). Expressions are CEL.",
  );
