import { z } from "zod";

/** Where a bound value comes from, instead of the model's words. */
export type Binding =
  | { readonly from: "identity"; readonly column: string | null }
  | { readonly from: "customer"; readonly part: "address" | "name" | "id" }
  | { readonly from: "conversation"; readonly part: "id" | "channel" }
  | { readonly from: "table"; readonly table: string; readonly row: RowChoice; readonly column: string };

/** What chooses the row: another argument of the call, the verified identity, or a fixed id. */
export type RowChoice =
  | { readonly by: "argument"; readonly name: string }
  | { readonly by: "identity"; readonly column: string | null }
  | { readonly by: "id"; readonly id: string };

const name = "[A-Za-z_][A-Za-z0-9_]{0,63}";
const identityForm = new RegExp(`^identity\\.(?:key|fields\\.(${name}))$`);
const customerForm = /^customer\.(address|name|id)$/;
const conversationForm = /^conversation\.(id|channel)$/;
const tableForm = new RegExp(`^table\\.([A-Za-z_][A-Za-z0-9_-]{0,63})\\[([^\\[\\]]{1,200})\\]\\.(${name})$`);
const literalForm = /^(?:'([^']+)'|"([^"]+)")$/;
const argumentForm = new RegExp(`^${name}$`);

/** Parses `identity.key`, `identity.fields.tier`, `customer.address` or `table.prices[sku].price`. */
export function parseBinding(text: string): Binding | undefined {
  const written = text.trim();
  const identity = identityForm.exec(written);
  if (identity) return { from: "identity", column: identity[1] ?? null };
  const customer = customerForm.exec(written)?.[1];
  if (customer === "address" || customer === "name" || customer === "id") return { from: "customer", part: customer };
  const conversation = conversationForm.exec(written)?.[1];
  if (conversation === "id" || conversation === "channel") return { from: "conversation", part: conversation };
  const [, table, chosen = "", column] = tableForm.exec(written) ?? [];
  const row = rowChoice(chosen.trim());
  return table && column && row ? { from: "table", table, row, column } : undefined;
}

function rowChoice(text: string): RowChoice | undefined {
  const literal = literalForm.exec(text);
  const id = literal?.[1] ?? literal?.[2];
  if (id !== undefined) return { by: "id", id };
  const identity = identityForm.exec(text);
  if (identity) return { by: "identity", column: identity[1] ?? null };
  return argumentForm.test(text) ? { by: "argument", name: text } : undefined;
}

const BoundValue = z.string().refine((text) => parseBinding(text) !== undefined, {
  error:
    "must be `identity.key`, `identity.fields.COLUMN`, `customer.address`, `customer.name`, `customer.id`, `conversation.id`, `conversation.channel` or `table.TABLE[ARGUMENT].COLUMN`",
});

/** The arguments that the runtime fills in, by name. */
export const Bind = z
  .record(z.string().regex(argumentForm, "must be an argument's name"), BoundValue)
  .default({})
  .describe(
    "Arguments that the product fills in, each from `identity.key`, `identity.fields.COLUMN`, `customer.address`, `customer.name`, `customer.id`, `conversation.id`, `conversation.channel` or `table.TABLE[ARGUMENT].COLUMN`. The model neither sees nor sets them.",
  );
export type Bind = z.output<typeof Bind>;

/** Refuses a table's row that is chosen by an argument which the model does not give. */
export function requireKnownArguments(bind: Bind, known: readonly string[], context: z.RefinementCtx): void {
  for (const [bound, text] of Object.entries(bind)) {
    const binding = parseBinding(text);
    if (binding?.from !== "table" || binding.row.by !== "argument") continue;
    const { name: argument } = binding.row;
    if (known.includes(argument) && bind[argument] === undefined) continue;
    context.addIssue({
      code: "custom",
      path: ["bind", bound],
      message: `chooses the row by \`${argument}\`, which is no argument of the model\nName one of the tool's other arguments, \`identity.key\`, or an id in quotes.`,
      input: text,
    });
  }
}
