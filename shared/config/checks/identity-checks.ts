import type { z } from "zod";
import { accountAddressOf } from "../../channels/addresses/recipient.ts";
import type { Channels } from "../../channels/config.ts";
import { contactColumns } from "../../channels/definitions.ts";
import type { Capability } from "../../schema/capability.ts";
import { didYouMean, listed } from "../../schema/did-you-mean.ts";
import type { Table } from "../../tables/table.ts";
import { type Binding, parseBinding } from "../../tools/binding/binding.ts";
import { identityToolNames } from "../../tools/identity.ts";
import type { Path } from "../reading/problem.ts";
import type { IdentitySection } from "../sections/identity.ts";

interface File {
  readonly channels: z.output<typeof Channels>;
  readonly tools: { readonly available: readonly Capability[] };
  readonly tables: Readonly<Record<string, Table>>;
  readonly identity?: IdentitySection | undefined;
}

interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly input: unknown;
}

/** Checks that the proof of identity can work, and that nothing waits for a proof that nobody can give. */
export function checkIdentity(file: File, context: z.RefinementCtx): void {
  const { identity } = file;
  const problems = identity ? sectionProblems(file, identity) : needsSection(file);
  for (const { path, message, input } of [...problems, ...boundTableProblems(file)])
    context.addIssue({ code: "custom", path: [...path], message, input });
}

function sectionProblems(file: File, identity: IdentitySection): readonly Problem[] {
  return [...columnProblems(file, identity), ...channelProblems(file, identity), ...nameProblems(file)];
}

function columnProblems(
  { tables }: File,
  { table, by, fields = [], find_by, send_to }: IdentitySection,
): readonly Problem[] {
  const declared = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (!declared) {
    const message = `names the unknown table \`${table}\`${didYouMean(table, Object.keys(tables))}\nAdd it under tables.`;
    return [{ path: ["identity", "table"], message, input: table }];
  }
  const codes = by.includes("code");
  const finding = [
    ...fields.slice(0, 1).map((column) => ({ column, path: ["identity", "fields", 0] as Path })),
    ...(codes ? find_by.map((column, index) => ({ column, path: ["identity", "find_by", index] as Path })) : []),
  ];
  const known = Object.keys(declared.columns);
  const named = [
    ...finding,
    ...fields.map((column, index) => ({ column, path: ["identity", "fields", index] as Path })).slice(1),
    ...(codes ? send_to.map((column, index) => ({ column, path: ["identity", "send_to", index] as Path })) : []),
  ];
  const unknown = named
    // The defaults name both addresses, and a table may have one.
    .filter(({ column }) => declared.isDeclared && !known.includes(column) && !contactColumns.has(column))
    .map(({ column, path }) => ({
      path,
      message: `names \`${column}\`, which is no column of \`${table}\`${didYouMean(column, known)}\nIts columns are ${listed(known)}.`,
      input: column,
    }));
  const unfindable = finding
    .filter(({ column }) => !findsRows(declared, column) && !unknown.some(({ input }) => input === column))
    .map(({ column, path }) => ({
      path,
      message: `finds no row: \`${column}\` is no key, no contact and no lookup of \`${table}\`\nName the key or a contact such as \`phone\`, or add the column to the table's lookups.`,
      input: column,
    }));
  return [...unknown, ...unfindable];
}

function findsRows({ key, lookups }: Table, column: string): boolean {
  const [keyColumn = "id", ...more] = key;
  const isKey = more.length === 0 && column === keyColumn;
  return isKey || contactColumns.has(column) || lookups.some(({ columns }) => columns.join() === column);
}

/** A bound value of a table that is nowhere would refuse every call. */
function boundTableProblems({ tools, tables }: File): readonly Problem[] {
  return tools.available.flatMap(({ config }, index) =>
    bindingsOf(config).flatMap(({ name, binding }) => {
      if (binding.from !== "table" || Object.hasOwn(tables, binding.table)) return [];
      const message = `names the unknown table \`${binding.table}\`${didYouMean(binding.table, Object.keys(tables))}\nAdd it under tables.`;
      return [{ path: ["tools", "available", index, "config", "bind", name], message, input: binding.table }];
    }),
  );
}

function channelProblems(file: File, { by, send_to }: IdentitySection): readonly Problem[] {
  const sends = send_to.some((kind) => accountAddressOf(file, kind === "phone" ? "sms" : "email") !== null);
  if (!by.includes("code") || sends) return [];
  const message =
    "cannot send a code: the client has no channel for these addresses\nConnect `sms` or `email` under channels, or prove identity `by: fields`.";
  return [{ path: ["identity", "send_to"], message, input: send_to }];
}

function nameProblems({ tools }: File): readonly Problem[] {
  return tools.available.flatMap(({ name }, index) =>
    identityToolNames.includes(name)
      ? [
          {
            path: ["tools", "available", index, "name"],
            message: `is the name of a tool that \`identity\` brings\nGive this tool another name.`,
            input: name,
          },
        ]
      : [],
  );
}

function needsSection({ tools }: File): readonly Problem[] {
  return tools.available.flatMap(({ config }, index) =>
    needs(config).map((path) => ({
      path: ["tools", "available", index, "config", ...path],
      message:
        "needs a proven identity, and nobody can prove one\nAdd the section `identity`, which says how a customer proves who they are.",
      input: path.at(-1),
    })),
  );
}

function needs(config: object): readonly Path[] {
  const bound = bindingsOf(config).flatMap(({ name, binding }): Path[] => {
    const byIdentity = binding.from === "table" && binding.row.by === "identity";
    return binding.from === "identity" || byIdentity ? [["bind", name]] : [];
  });
  return "identity_column" in config && config.identity_column !== undefined ? [...bound, ["identity_column"]] : bound;
}

function bindingsOf(config: object): readonly { readonly name: string; readonly binding: Binding }[] {
  const bind = "bind" in config && typeof config.bind === "object" && config.bind !== null ? config.bind : {};
  return Object.entries(bind).flatMap(([name, text]) => {
    const binding = typeof text === "string" ? parseBinding(text) : undefined;
    return binding ? [{ name, binding }] : [];
  });
}
