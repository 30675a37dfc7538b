import { z } from "zod";
import { ShortText } from "../schema/scalars.ts";
import { written } from "../schema/written-form.ts";

const columnTypes = [
  "text",
  "integer",
  "number",
  "money",
  "boolean",
  "date",
  "time",
  "datetime",
  "choice",
  "list",
  "map",
  "object",
  "json",
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** What the cells of a column hold. Plain data: the output of `ColumnSection`. */
export interface Column {
  readonly type: ColumnType;
  readonly description?: string | undefined;
  /** False: the cell may be left out, or be null. */
  readonly required: boolean;
  /** Of type choice: the texts that a cell may be. */
  readonly values?: readonly string[] | undefined;
  /** The table whose row a cell names, by the only column of that table's key. */
  readonly references?: string | undefined;
  readonly read: "anyone" | "owner" | "operators";
  readonly write: "agent" | "operators";
  /** Of type list or map: what each item is. */
  readonly of?: Column | undefined;
  /** Of type object: its fields, and no others. */
  readonly fields?: Readonly<Record<string, Column>> | undefined;
}

export const ColumnName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be a column name: letters, digits and `_`, not starting with a digit");

/** A column, or a place within its objects and maps: `address.zip`. */
export const CellPlace = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,63}(\.[A-Za-z_][A-Za-z0-9_]{0,63}){0,3}$/,
    "must be a column, or a place in one such as address.zip",
  );

/** What stands at a place. Undefined when the columns have no such place. */
export function columnAt(columns: Readonly<Record<string, Column>>, place: string): Column | undefined {
  const [name = "", ...parts] = place.split(".");
  return parts.reduce<Column | undefined>(
    (column, part) => (column?.fields ? own(column.fields, part) : column?.type === "map" ? column.of : undefined),
    own(columns, name),
  );
}

function own(columns: Readonly<Record<string, Column>>, name: string): Column | undefined {
  return Object.hasOwn(columns, name) ? columns[name] : undefined;
}

const Type = z.literal(columnTypes);

const LongForm = z
  .strictObject({
    type: Type.describe("What a cell holds. Money is an amount in the currency of the prices, such as 499.5."),
    description: ShortText.optional().describe("What it is, for the model and for people."),
    required: z.boolean().default(false).describe("Every row has it. Otherwise it may be null."),
    values: z.array(ShortText).min(1).optional().describe("Of a choice: the texts that a cell may be."),
    references: ShortText.optional().describe("The table whose row a cell names by its key. The row must exist."),
    read: z
      .literal(["anyone", "owner", "operators"])
      .default("anyone")
      .describe("Who may be told it: anyone who sees the row, only the customer whose row it is, or no customer."),
    write: z
      .literal(["agent", "operators"])
      .default("agent")
      .describe("Who may change it with a tool of type database: the agent, or nobody but operators and operations."),
    get of(): z.ZodType<Column | undefined> {
      return ColumnSection.optional().describe("Of a list or a map: what each of its items is, like a column.");
    },
    get fields(): z.ZodType<Readonly<Record<string, Column>> | undefined> {
      return z.record(ColumnName, ColumnSection).optional().describe("Of an object: its fields, each like a column.");
    },
  })
  .superRefine(({ type, values, of, fields, references }, context) => {
    const refuse = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const isNested = type === "list" || type === "map";
    if (type === "choice" && values === undefined) refuse("values", "is missing\nList the texts that a cell may be.");
    if (type !== "choice" && values !== undefined) refuse("values", "belongs to type choice\nChange the type.");
    if (isNested && of === undefined) refuse("of", `is missing\nSay what each item of the ${type} is.`);
    if (!isNested && of !== undefined) refuse("of", "belongs to type list or map\nChange the type.");
    if (type === "object" && fields === undefined) refuse("fields", "is missing\nName the fields, or use type json.");
    if (type !== "object" && fields !== undefined) refuse("fields", "belongs to type object\nChange the type.");
    if (references !== undefined && type !== "text" && type !== "integer")
      refuse("references", "belongs to type text or integer\nA row is named by a text or a whole number.");
  });

/** A column of the YAML: its type alone, or a section. */
export const ColumnSection: z.ZodType<Column> = written(
  z.preprocess((given) => (typeof given === "string" ? { type: given } : given), LongForm),
  { shortForms: [{ as: "text: its `type` alone", json: { type: "string", enum: columnTypes } }] },
);

/** Types whose cells can be part of a key or of a lookup. */
const keyTypes: ReadonlySet<ColumnType> = new Set(["text", "integer", "date", "time", "datetime", "choice", "boolean"]);

export function canBeKey({ type }: Column): boolean {
  return keyTypes.has(type);
}

export function columnOf(type: ColumnType, more: Partial<Column> = {}): Column {
  return { type, required: false, read: "anyone", write: "agent", ...more };
}
