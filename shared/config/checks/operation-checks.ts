import type { z } from "zod";
import { modules } from "../../../config/modules/index.ts";
import { operationProblems } from "../../operations/check-operations.ts";
import type { Operation } from "../../operations/operation-section.ts";
import type { Capability } from "../../schema/capability.ts";
import type { Table } from "../../tables/table.ts";
import type { IdentitySection } from "../sections/identity.ts";

interface File {
  readonly tables: Readonly<Record<string, Table>>;
  readonly operations: readonly Operation[];
  readonly tools: { readonly available: readonly Capability[] };
  readonly identity?: IdentitySection | undefined;
}

/** Checks that operations fit the tables, and that their names are free. */
export function checkOperations({ tables, operations, tools, identity }: File, context: z.RefinementCtx): void {
  const refuse = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path: ["operations", ...path], message });
  for (const { path, message } of operationProblems(operations, { tables, modules })) refuse(path, message);
  const names = new Set(tools.available.map(({ name }) => name));
  for (const [index, operation] of operations.entries()) {
    if (names.has(operation.name)) refuse([index, "name"], "is a tool under tools.available, too\nRename one of them.");
    if (operation.identity !== undefined && identity === undefined)
      refuse([index, "identity"], "needs a proof that nobody can give\nAdd a section `identity` (docs/identity.md).");
  }
}
