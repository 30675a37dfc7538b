import { createHash } from "node:crypto";
import type { Documents } from "../../platform/documents.ts";
import { retryConflicts } from "../../platform/version-conflicts.ts";
import { isEmptyCell, type TableRow } from "../../tables/cell.ts";
import { rowIdOf } from "../../tables/row-key.ts";
import type { Table } from "../../tables/table.ts";
import { contactDigest, contactsIn, getRecord, recordId, type TableRecord, toRecord } from "../../tables/table-rows.ts";
import { type RowChange, RowsRefused, type Tables } from "../../tables/tables.ts";
import { contactIdentityOf } from "../contact.ts";
import type { ToolCallContext, ToolResult } from "../tool.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { isFree, isOwn, type TableAccess } from "./table-access.ts";

interface WriteDependencies {
  readonly config: DatabaseConfig;
  readonly documents: Documents;
  readonly tables: Tables;
  readonly table: TableAccess;
  visibleRow(record: TableRecord): TableRow;
}

/**
 * Creates a row for this customer, changes one of theirs, or takes a free one. The write checks the row's version, so
 * two customers never take the same row. A repeated call returns its earlier result.
 */
export async function writeRow(
  dependencies: WriteDependencies,
  args: Readonly<Record<string, unknown>>,
  call: ToolCallContext,
): Promise<ToolResult> {
  const values = Object.fromEntries(
    Object.entries((args.values ?? {}) as TableRow).filter(([, value]) => value !== undefined),
  );
  try {
    return await retryConflicts(() =>
      args.action === "create" ? create(dependencies, values, call) : update(dependencies, args.row_id, values, call),
    );
  } catch (error) {
    if (error instanceof RowsRefused) return { content: { error: `Nothing was written. ${error.message}` } };
    throw error;
  }
}

async function create(dependencies: WriteDependencies, values: TableRow, call: ToolCallContext): Promise<ToolResult> {
  const { config, documents, tables, table: access, visibleRow } = dependencies;
  const { table } = config;
  const { tenantId, idempotencyKey: writeKey } = call;
  const identity = contactIdentityOf(call);
  const aboutCustomers = table === "customers";
  const ofContact = aboutCustomers && identity !== undefined ? { [identity.column]: identity.value } : {};
  const newId = createHash("sha256").update(writeKey).digest("hex").slice(0, 16);
  const given = { ...values, ...ofContact, ...provenPerson(dependencies, call) };
  const { row, rowId } = withKey(tables.table(table), given, newId);
  const before = await getRecord(documents, tenantId, table, rowId);
  if (before?.data.writeKey === writeKey) return { content: { created: true, row: visibleRow(before.data) } };
  if (aboutCustomers && (await access.own(call)).length > 0)
    return { content: { error: "This customer already has a row. Update it instead." } };
  const by = { ownerId: call.customer.id, writeKey, contacts: ownContacts(row, call) };
  await commit(dependencies, call, { type: "insert", table, rowId, row, by });
  return { content: { created: true, row: visibleRow(toRecord(tenantId, table, rowId, row)) } };
}

/** Names a new row: by the key that it has, or else by `newId`, which also fills a key of one text column. */
function withKey(table: Table, given: TableRow, newId: string): { readonly row: TableRow; readonly rowId: string } {
  const [only, ...more] = table.key;
  if (only === undefined || only === "id" || !table.isDeclared) return { row: given, rowId: newId };
  const isOpen = more.length === 0 && isEmptyCell(given[only]) && table.columns[only]?.type === "text";
  const row = isOpen ? { ...given, [only]: newId } : given;
  return { row, rowId: rowIdOf(table, row) ?? newId };
}

async function update(
  dependencies: WriteDependencies,
  rowId: unknown,
  values: TableRow,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { config, table: access, visibleRow } = dependencies;
  const { table } = config;
  const { tenantId, idempotencyKey: writeKey } = call;
  const id =
    typeof rowId === "string" ? rowId : table === "customers" ? (await access.own(call))[0]?.data.rowId : undefined;
  if (id === undefined) return { content: { error: "Name the row by the row_id that find returned." } };
  const seen = await access.see(call, id);
  if (seen === undefined) return { content: { error: "The row does not exist or is taken. Search again." } };
  const { record, version } = seen;
  if (record.writeKey === writeKey) return { content: { updated: true, row: visibleRow(record) } };
  const taking = !isOwn(record, call, config);
  if (taking && !isFree(record.row)) return { content: { error: "The row is neither the customer's nor free." } };
  const row = {
    ...record.row,
    ...(taking ? { status: "booked", ...provenPerson(dependencies, call) } : {}),
    ...values,
  };
  const by = {
    ownerId: taking ? call.customer.id : record.ownerId,
    written: [...new Set([...(taking ? [] : (record.written ?? [])), ...Object.keys(values)])],
    writeKey,
    contacts: ownContacts(row, call, record),
  };
  const change: RowChange =
    version === undefined
      ? { type: "insert", table, rowId: id, row, by }
      : { type: "update", table, before: { id: recordId(table, id), version, data: record }, row, by };
  await commit(dependencies, call, change);
  return { content: { updated: true, row: visibleRow(toRecord(tenantId, table, id, row)) } };
}

async function commit(
  { documents, tables }: WriteDependencies,
  { tenantId }: ToolCallContext,
  change: RowChange,
): Promise<void> {
  await documents.commit(tenantId, await tables.writes(tenantId, [change]));
}

/** The column that names the person whom the customer has proven to be. */
function provenPerson(
  { config: { table, identity_column: column }, tables }: Pick<WriteDependencies, "config" | "tables">,
  { identity }: ToolCallContext,
): TableRow {
  if (column === undefined || !identity.verified || identity.key === null) return {};
  const isNumber = tables.table(table).columns[column]?.type === "integer";
  return { [column]: isNumber ? Number(identity.key) : identity.key };
}

/**
 * The contacts of a row as the customer's, whatever contacts they named in it. A named contact stays readable in the row,
 * but does not make it another person's: otherwise a customer could plant requests in a stranger's name.
 */
function ownContacts(row: TableRow, call: ToolCallContext, before?: TableRecord): TableRecord["contacts"] {
  const identity = contactIdentityOf(call);
  const named = contactsIn(call.tenantId, row);
  const own = identity && contactDigest(call.tenantId, identity);
  return Object.fromEntries(
    Object.entries(named).map(([kind, digest]) => [
      kind,
      identity?.column === kind && digest === own
        ? digest
        : (before?.contacts[kind as keyof TableRecord["contacts"]] ?? null),
    ]),
  ) as TableRecord["contacts"];
}
