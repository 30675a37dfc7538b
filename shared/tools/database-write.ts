import { createHash } from "node:crypto";
import { absent, type Documents, put, VersionConflict } from "../platform/documents.ts";
import { contactIdentityOf } from "./contact.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { isFree, isOwn, type TableAccess } from "./table-access.ts";
import { getRow, recordId, type TableRecord, tableRows, toRecord } from "./tables.ts";
import type { TableRow, ToolCallContext, ToolResult } from "./tool.ts";

interface WriteDependencies {
  readonly config: DatabaseConfig;
  readonly documents: Documents;
  readonly table: TableAccess;
  shown(record: TableRecord): TableRow;
}

const attempts = 3;

/**
 * Creates a row for this customer, changes one of theirs, or takes one that is free. Two customers never take
 * the same one: the row's version is checked by the write. A repeat of a call finds what it did before.
 */
export async function writeRow(
  dependencies: WriteDependencies,
  args: Readonly<Record<string, unknown>>,
  call: ToolCallContext,
): Promise<ToolResult> {
  const values = Object.fromEntries(
    Object.entries((args.values ?? {}) as TableRow).filter(([, value]) => value !== undefined),
  );
  if (args.action === "create") return create(dependencies, values, call);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await update(dependencies, args.row_id, values, call);
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === attempts) throw error;
    }
  }
}

async function create(
  { config: { table }, documents, table: access, shown }: WriteDependencies,
  values: TableRow,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { tenantId, idempotencyKey: writeKey } = call;
  const rowId = createHash("sha256").update(writeKey).digest("hex").slice(0, 16);
  const before = await getRow(documents, tenantId, table, rowId);
  if (before !== undefined) return { content: { created: true, row: shown(before.data) } };
  const identity = contactIdentityOf(call);
  const aboutCustomers = table === "customers";
  if (aboutCustomers && (await access.own(call)).length > 0)
    return { content: { error: "This customer is on record already: update the row instead." } };
  const row = aboutCustomers && identity !== undefined ? { ...values, [identity.column]: identity.value } : values;
  const record = toRecord(tenantId, table, rowId, row, { ownerId: call.customer.id, writeKey });
  await documents.commit(tenantId, [put(tableRows, recordId(table, rowId), record, { ifVersion: absent })]);
  return { content: { created: true, row: shown(record) } };
}

async function update(
  { config: { table }, documents, table: access, shown }: WriteDependencies,
  rowId: unknown,
  values: TableRow,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { tenantId, idempotencyKey: writeKey } = call;
  const id =
    typeof rowId === "string" ? rowId : table === "customers" ? (await access.own(call))[0]?.data.rowId : undefined;
  if (id === undefined) return { content: { error: "Say which row, by the row_id that find gave." } };
  const seen = await access.see(call, id);
  if (seen === undefined) return { content: { error: "There is no such row, or it is taken: look again." } };
  const { record, version = absent } = seen;
  if (record.writeKey === writeKey) return { content: { updated: true, row: shown(record) } };
  const taking = !isOwn(record, call);
  if (taking && !isFree(record.row)) return { content: { error: "This row is not the customer's, and not free." } };
  const row = { ...record.row, ...(taking ? { status: "booked" } : {}), ...values };
  const next = toRecord(tenantId, table, record.rowId, row, {
    ownerId: taking ? call.customer.id : record.ownerId,
    writeKey,
    seed: record.seed,
  });
  await documents.commit(tenantId, [put(tableRows, recordId(table, id), next, { ifVersion: version })]);
  return { content: { updated: true, row: shown(next) } };
}
