import { contactColumns } from "../../../channels/definitions.ts";
import { didYouMean, listed } from "../../../schema/did-you-mean.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";
import { columnsByTable } from "../known-columns.ts";

/**
 * Columns of `identity` that no row has. A declared table refuses them; the columns of another one are those of its rows,
 * and later rows may bring more.
 */
export function identityWarnings(config: TenantConfig): readonly Explanation[] {
  const { identity } = config;
  const known = columnsByTable(config).get(identity?.table ?? "");
  if (identity === undefined || known === undefined) return [];
  const { by, table, fields = [], find_by, send_to } = identity;
  const isReachable = !by.includes("code") || send_to.some((column) => known.has(column));
  const named = [
    ...fields.map((column, index) => ({ column, path: ["identity", "fields", index] })),
    ...(by.includes("code") ? find_by : []).map((column, index) => ({ column, path: ["identity", "find_by", index] })),
  ];
  const unreachable: readonly Explanation[] = isReachable
    ? []
    : [
        {
          code: "column-unknown",
          path: ["identity", "send_to"],
          at: "value",
          what: `names no column that a row of \`${table}\` has, so no code can be sent`,
          remedy: `Its columns are ${listed([...known])}.`,
        },
      ];
  const unknown = named
    .filter(({ column }) => !known.has(column) && !contactColumns.has(column))
    .map(
      ({ column, path }): Explanation => ({
        code: "column-unknown",
        path,
        at: "value",
        what: `is \`${column}\`, which no row of the table \`${table}\` has${didYouMean(column, [...known])}`,
        remedy: `Its columns are ${listed([...known])}.`,
      }),
    );
  return [...unknown, ...unreachable];
}
