import type { Documents } from "../../platform/documents.ts";
import { titleOf } from "../../schema/title-of.ts";
import { openTables } from "../../tables/tables.ts";
import { contactIdentityOf } from "../contact.ts";
import { createCalendar } from "../database/calendar.ts";
import { openTable } from "../database/table-access.ts";
import type { Tool, ToolCallContext } from "../tool.ts";
import { type Bind, type Binding, parseBinding, type RowChoice } from "./binding.ts";

type Args = Readonly<Record<string, unknown>>;

/** A value, or why there is none, in words for the model. */
type Resolved = { readonly value: unknown } | { readonly refused: string };

interface Source {
  readonly documents: Documents;
  /** IANA name. It decides the day of a table's rolling slots. */
  readonly timeZone: string | undefined;
}

/**
 * The tool with its bound arguments filled in by the runtime. A bound argument that the model gives all the same is
 * ignored. Without a value for every one of them, the tool is not called.
 */
export function boundTool(tool: Tool, bind: Bind, source: Source): Tool {
  const bindings = Object.entries(bind).flatMap(([name, text]) => {
    const binding = parseBinding(text);
    return binding ? [[name, binding] as const] : [];
  });
  if (bindings.length === 0) return tool;

  async function fillArguments(
    args: Args,
    call: ToolCallContext,
  ): Promise<{ readonly args: Args } | { readonly refused: string }> {
    const own = Object.fromEntries(Object.entries(args).filter(([name]) => bind[name] === undefined));
    const values: Record<string, unknown> = {};
    for (const [name, binding] of bindings) {
      const resolved = await resolve(binding, own, call, source);
      if ("refused" in resolved) return resolved;
      values[name] = resolved.value;
    }
    return { args: { ...own, ...values } };
  }

  return {
    ...tool,
    async preview(args, call) {
      const given = await fillArguments(args, call);
      const shown = "refused" in given ? args : given.args;
      if (tool.preview) return tool.preview(shown, call);
      const lines = Object.entries(shown).filter(([, value]) => value !== undefined);
      return {
        title: titleOf(tool.name),
        lines: lines.map(([name, value]) => ({ label: titleOf(name), value: textOf(value) })),
      };
    },
    async execute(args, call) {
      const given = await fillArguments(args, call);
      return "refused" in given ? { content: { error: given.refused } } : tool.execute(given.args, call);
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}

async function resolve(binding: Binding, args: Args, call: ToolCallContext, source: Source): Promise<Resolved> {
  switch (binding.from) {
    case "identity":
      return identityValue(call, binding.column);
    case "conversation":
      return { value: binding.part === "id" ? call.conversationId : call.channel };
    case "customer":
      return customerValue(call, binding.part);
    case "table":
      return tableValue(binding, args, call, source);
  }
}

const notProven =
  "Not called: the customer must first prove who they are in this conversation. Use a tool for that, then call again.";

function identityValue({ identity }: ToolCallContext, column: string | null): Resolved {
  if (!identity.verified || identity.key === null) return { refused: notProven };
  if (column === null) return { value: identity.key };
  const value = Object.hasOwn(identity.fields, column) ? identity.fields[column] : null;
  return value === null || value === undefined || value === ""
    ? { refused: `Not called: nothing is on file as ${titleOf(column)}. Offer that a person of the company helps.` }
    : { value };
}

/** A mere claim of the customer's is not their address. */
function customerValue(call: ToolCallContext, part: "address" | "name" | "id"): Resolved {
  if (part === "id") return { value: call.customer.id };
  const value = part === "name" ? call.customer.name : contactIdentityOf(call)?.value;
  return value ? { value } : { refused: `Not called: the customer's ${part} is not known in this conversation.` };
}

async function tableValue(
  { table, row: choice, column }: Extract<Binding, { from: "table" }>,
  args: Args,
  call: ToolCallContext,
  { documents, timeZone }: Source,
): Promise<Resolved> {
  const chosen = rowIdOf(choice, args, call);
  if ("refused" in chosen) return chosen;
  const calendar = createCalendar(timeZone);
  const own = { table, permissions: ["read" as const], public: false };
  const rows = openTable(own, { documents, tables: openTables(documents, {}), calendar });
  const seen = await rows.see(call, textOf(chosen.value));
  const value = seen && Object.hasOwn(seen.record.row, column) ? seen.record.row[column] : null;
  return value === null || value === undefined || value === ""
    ? { refused: `Not called: ${titleOf(table)} has no ${titleOf(column)} for this ${wordFor(choice)}.` }
    : { value };
}

function wordFor(choice: RowChoice): string {
  return choice.by === "argument" ? choice.name : "customer";
}

function rowIdOf(choice: RowChoice, args: Args, call: ToolCallContext): Resolved {
  if (choice.by === "id") return { value: choice.id };
  if (choice.by === "identity") return identityValue(call, choice.column);
  const value = args[choice.name];
  return value === undefined || value === null || value === ""
    ? { refused: `Not called: ${choice.name} is missing.` }
    : { value };
}
