import { z } from "zod";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import { type Documents, type Stored, VersionConflict } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { jsonOf } from "../../../shared/schema/json-of.ts";
import { rowIdOf } from "../../../shared/tables/row-key.ts";
import { getRecord, type TableRecord } from "../../../shared/tables/table-rows.ts";
import { openTables, type RowChange, RowsRefused } from "../../../shared/tables/tables.ts";
import { type DeclaringConfig, declaredTables, requireTables } from "./declared-tables.ts";
import { ByName, InConfig } from "./params.ts";
import { RowBody, RowView, rowView, TableView, tableView } from "./views.ts";

export interface TableDependencies {
  readonly documents: Documents;
  configsOf(tenantId: TenantId, configName?: string): Promise<readonly DeclaringConfig[]>;
}

const ByRow = ByName.extend({ id: z.string().min(1).max(500).describe("The row's id, as lists show it.") });
const Where = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const where = RowBody.safeParse(jsonOf(text));
    if (where.success) return where.data;
    context.addIssue({ code: "custom", message: 'must be a JSON object such as {"city": "Pune"}' });
    return z.NEVER;
  })
  .optional()
  .describe('Only rows whose columns have exactly these values, as a JSON object: {"city": "Pune"}.');

const tag = "Tables";

/** The tenant's tables and their rows. */
export function tableRoutes({ documents, configsOf }: TableDependencies) {
  /** @throws Problem of `requireTables` */
  async function open(
    tenantId: TenantId,
    { table, config }: { readonly table: string; readonly config?: string | undefined },
  ) {
    const tables = openTables(documents, requireTables(await configsOf(tenantId, config), table));
    return { tables, declared: tables.table(table) };
  }

  /** @throws Problem 404 `row-not-found` */
  async function requireRow(tenantId: TenantId, table: string, id: string): Promise<Stored<TableRecord>> {
    const stored = await getRecord(documents, tenantId, table, id);
    if (!stored) throw new Problem(404, "row-not-found", `There is no row "${id}" in "${table}".`);
    return stored;
  }

  return [
    route({
      method: "GET",
      path: "/v1/tables",
      operationId: "listTables",
      summary: "List the tables of the active configurations",
      description:
        "With their columns, keys and lookups. A table that two configurations declare differently is listed twice.",
      tag,
      permission: "configs:read",
      query: InConfig,
      reply: z.object({ items: z.array(TableView) }),
      async handle({ identity: { tenantId }, query: { config } }) {
        const declared = declaredTables(await configsOf(tenantId, config));
        const items = [...declared].flatMap(([name, tables]) => tables.map((table) => tableView(name, table)));
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/tables/:table/rows",
      operationId: "listTableRows",
      summary: "List the rows of a table, or those with given values",
      description:
        "`where` with a whole key or a declared lookup reads only what it finds. Other columns read at most 2,000 rows a page, so a page may have fewer rows than `limit`: go on while `next_cursor` is set.",
      problems: { 404: ["table-not-found"], 409: ["table-ambiguous"] },
      tag,
      permission: "customers:read",
      params: ByName,
      query: Paging.extend({ ...InConfig.shape, where: Where }),
      reply: pageOf(RowView),
      async handle({ identity: { tenantId }, params: { table }, query: { config, where, limit, cursor } }) {
        const { tables } = await open(tenantId, { table, config });
        const { rows, nextCursor } = await tables.find(tenantId, table, where ?? {}, { limit, cursor });
        return { status: 200, body: { items: rows.map(rowView), next_cursor: nextCursor ?? null } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/tables/:table/rows/:id",
      operationId: "getTableRow",
      summary: "Get a row of a table",
      description: "One read, in a table of any size.",
      problems: { 404: ["table-not-found", "row-not-found"], 409: ["table-ambiguous"] },
      tag,
      permission: "customers:read",
      params: ByRow,
      query: InConfig,
      reply: RowView,
      async handle({ identity: { tenantId }, params: { table, id }, query: { config } }) {
        await open(tenantId, { table, config });
        return { status: 200, body: rowView(await requireRow(tenantId, table, id)) };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/tables/:table/rows/:id",
      operationId: "putTableRow",
      summary: "Create or replace a row of a table",
      description:
        "The row is checked against the table's columns, references and unique lookups. With `version`, only a row that has not changed since is replaced.",
      problems: {
        404: ["table-not-found"],
        409: ["table-ambiguous", "row-changed"],
        422: ["row-refused", "row-id-mismatch"],
      },
      example: { row: { id: "P-104", name: "Brass lamp", price: 899 } },
      tag,
      permission: "customers:write",
      params: ByRow,
      query: InConfig,
      body: z.object({
        row: RowBody.describe("The whole row: columns that are left out are empty afterwards."),
        version: z.string().max(200).optional().describe("The version of the row that is replaced."),
      }),
      reply: RowView,
      async handle({ identity: { tenantId }, params: { table, id }, query: { config }, body: { row, version } }) {
        const { tables, declared } = await open(tenantId, { table, config });
        const named = declared.key.length === 0 ? id : rowIdOf(declared, row);
        if (named !== id)
          throw new Problem(
            422,
            "row-id-mismatch",
            `The row's key (${declared.key.join(", ")}) gives the id "${named ?? ""}", but the path has "${id}".`,
          );
        const before = await getRecord(documents, tenantId, table, id);
        if (version !== undefined && version !== before?.version) throw changed(table, id);
        // An activation leaves rows that were written since, so that a correction lasts.
        const by = { writeKey: "api" };
        const change: RowChange = before
          ? { table, type: "update", before, row, by }
          : { table, type: "insert", row, rowId: id, by };
        await commit(tenantId, { tables, change, id });
        return { status: 200, body: rowView(await requireRow(tenantId, table, id)) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/tables/:table/rows/:id",
      operationId: "deleteTableRow",
      summary: "Delete a row of a table",
      description: "A row that another row names by a reference stays. Replies with the row that was deleted.",
      problems: {
        404: ["table-not-found", "row-not-found"],
        409: ["table-ambiguous", "row-changed"],
        422: ["row-refused"],
      },
      tag,
      permission: "customers:write",
      params: ByRow,
      query: InConfig,
      reply: RowView,
      async handle({ identity: { tenantId }, params: { table, id }, query: { config } }) {
        const { tables } = await open(tenantId, { table, config });
        const before = await requireRow(tenantId, table, id);
        await commit(tenantId, { tables, change: { table, type: "delete", before }, id });
        return { status: 200, body: rowView(before) };
      },
    }),
  ];

  /** @throws Problem 422 `row-refused` and 409 `row-changed` */
  async function commit(
    tenantId: TenantId,
    {
      tables,
      change,
      id,
    }: { readonly tables: ReturnType<typeof openTables>; readonly change: RowChange; readonly id: string },
  ): Promise<void> {
    try {
      await documents.commit(tenantId, await tables.writes(tenantId, [change]));
    } catch (error) {
      if (error instanceof RowsRefused) throw new Problem(422, "row-refused", error.message, { cause: error });
      if (error instanceof VersionConflict) throw changed(change.table, id);
      throw error;
    }
  }
}

function changed(table: string, id: string): Problem {
  return new Problem(409, "row-changed", `The row "${id}" of "${table}" has changed meanwhile. Read it again.`);
}
