import { createHash } from "node:crypto";
import { absent, type Documents, put, VersionConflict } from "../../platform/documents.ts";
import { contactIdentityOf } from "../contact.ts";
import type { TableRow, ToolCallContext, ToolResult } from "../tool.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { isFree, isOwn, type TableAccess } from "./table-access.ts";
import { getRow, isContactOf, recordId, type TableRecord, tableRows, toRecord } from "./tables.ts";

interface WriteDependencies {
  readonly config: DatabaseConfig;
  readonly documents: Documents;
  readonly table: TableAccess;
  visibleRow(record: TableRecord): TableRow;
}

const attempts = 3;

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
  { config, documents, table: access, visibleRow }: WriteDependencies,
  values: TableRow,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { table } = config;
  const { tenantId, idempotencyKey: writeKey } = call;
  const rowId = createHash("sha256").update(writeKey).digest("hex").slice(0, 16);
  const before = await getRow(documents, tenantId, table, rowId);
  if (before !== undefined) return { content: { created: true, row: visibleRow(before.data) } };
  const identity = contactIdentityOf(call);
  const aboutCustomers = table === "customers";
  if (aboutCustomers && (await access.own(call)).length > 0)
    return { content: { error: "This customer already has a row. Update it instead." } };
  const ofContact = aboutCustomers && identity !== undefined ? { [identity.column]: identity.value } : {};
  const row = { ...values, ...ofContact, ...provenPerson(config, call) };
  const record = ofOwnContacts(toRecord(tenantId, table, rowId, row, { ownerId: call.customer.id, writeKey }), call);
  await documents.commit(tenantId, [put(tableRows, recordId(table, rowId), record, { ifVersion: absent })]);
  return { content: { created: true, row: visibleRow(record) } };
}

async function update(
  { config, documents, table: access, visibleRow }: WriteDependencies,
  rowId: unknown,
  values: TableRow,
  call: ToolCallContext,
): Promise<ToolResult> {
  const { table } = config;
  const { tenantId, idempotencyKey: writeKey } = call;
  const id =
    typeof rowId === "string" ? rowId : table === "customers" ? (await access.own(call))[0]?.data.rowId : undefined;
  if (id === undefined) return { content: { error: "Name the row by the row_id that find returned." } };
  const seen = await access.see(call, id);
  if (seen === undefined) return { content: { error: "The row does not exist or is taken. Search again." } };
  const { record, version = absent } = seen;
  if (record.writeKey === writeKey) return { content: { updated: true, row: visibleRow(record) } };
  const taking = !isOwn(record, call, config);
  if (taking && !isFree(record.row)) return { content: { error: "The row is neither the customer's nor free." } };
  const row = { ...record.row, ...(taking ? { status: "booked", ...provenPerson(config, call) } : {}), ...values };
  const written = toRecord(tenantId, table, record.rowId, row, {
    ownerId: taking ? call.customer.id : record.ownerId,
    written: [...new Set([...(taking ? [] : (record.written ?? [])), ...Object.keys(values)])],
    writeKey,
    seed: record.seed,
  });
  const next = ofOwnContacts(written, call, record);
  await documents.commit(tenantId, [put(tableRows, recordId(table, id), next, { ifVersion: version })]);
  return { content: { updated: true, row: visibleRow(next) } };
}

/** The column that names the person whom the customer has proven to be. */
function provenPerson({ identity_column: column }: DatabaseConfig, { identity }: ToolCallContext): TableRow {
  return column !== undefined && identity.verified ? { [column]: identity.key } : {};
}

/**
 * The row as the customer's, whatever contacts they named in it. A named contact stays readable in the row, but does not
 * make it another person's: otherwise a customer could plant requests in a stranger's name.
 */
function ofOwnContacts(record: TableRecord, call: ToolCallContext, before?: TableRecord): TableRecord {
  const identity = contactIdentityOf(call);
  const isOwnContact = (kind: string) => identity?.column === kind && isContactOf(record, call.tenantId, identity);
  const contacts = Object.fromEntries(
    Object.entries(record.contacts).map(([kind, digest]) => [
      kind,
      isOwnContact(kind) ? digest : (before?.contacts[kind as keyof TableRecord["contacts"]] ?? null),
    ]),
  ) as TableRecord["contacts"];
  return { ...record, contacts };
}
