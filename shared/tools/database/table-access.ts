import type { Documents, Stored } from "../../platform/documents.ts";
import { contactIdentityOf } from "../contact.ts";
import type { TableRow, ToolCallContext } from "../tool.ts";
import { addDays, type Calendar } from "./calendar.ts";
import type { DatabaseConfig } from "./database-config.ts";
import { getRow, isContactOf, namesCustomer, rowsOf, scanRows, type TableRecord, toRecord } from "./tables.ts";

type Caller = Pick<ToolCallContext, "tenantId" | "channel" | "customer" | "identity" | "now">;

/** A tool's access to one table, limited to the rows that a customer may see. */
export interface TableAccess {
  /** This customer's own rows, found by the address that the channel verifies. */
  own(caller: Caller): Promise<readonly Stored<TableRecord>[]>;
  find(caller: Caller, filters: TableRow, days: DayRange | undefined): Promise<readonly TableRecord[]>;
  /** The stored row, or a rolling slot on its day. Undefined when this customer may not see it. */
  see(caller: Caller, rowId: string): Promise<{ readonly record: TableRecord; readonly version?: string } | undefined>;
}

/** Days from today; both bounds are included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

type Visibility = Pick<DatabaseConfig, "identity_column">;

const maxResults = 50;

/** Whether a row can be taken. */
export function isFree(row: TableRow): boolean {
  return String(row.status ?? "").toLowerCase() === "available";
}

export function isOwn(record: TableRecord, caller: Caller, { identity_column }: Visibility): boolean {
  if (record.ownerId === caller.customer.id || isOfIdentity(record, caller, identity_column)) return true;
  const identity = contactIdentityOf(caller);
  return identity !== undefined && isContactOf(record, caller.tenantId, identity);
}

/** Whether the row is the one that the customer has proven to be theirs, or names it. */
function isOfIdentity(record: TableRecord, { identity }: Caller, column: string | undefined): boolean {
  if (!identity.verified || identity.key === null) return false;
  if (record.table === identity.table && record.rowId === identity.key) return true;
  return column !== undefined && record.row[column] !== undefined && String(record.row[column]) === identity.key;
}

/**
 * A row with a `day_offset` instead of a date is a rolling slot: it is available on the day that many days from today.
 * Taking a slot creates a row `<id>@<date>`, which replaces the slot on that day.
 */
export function openTable(config: DatabaseConfig, documents: Documents, calendar: Calendar): TableAccess {
  const { table, identity_column: column } = config;

  function namesSomebody(row: TableRow): boolean {
    const cell = column === undefined ? undefined : row[column];
    return namesCustomer(row) || (cell !== undefined && cell !== null && cell !== "");
  }

  function isVisible(record: TableRecord, caller: Caller): boolean {
    if (isOwn(record, caller, config)) return true;
    if (record.ownerId !== null) return false;
    return table !== "customers" && (config.public || !namesSomebody(record.row));
  }

  async function onDays(caller: Caller, days: DayRange): Promise<readonly TableRecord[]> {
    const today = calendar.dayOf(caller.now);
    const dated: TableRecord[] = [];
    const range = { from: addDays(today, days.from), to: addDays(today, days.to) };
    for await (const record of scanRows(documents, caller.tenantId, table, range)) dated.push(record);
    const takenIds = new Set(dated.map(({ rowId }) => rowId));
    for await (const record of scanRows(documents, caller.tenantId, table, null)) {
      const offset = record.row.day_offset;
      if (typeof offset !== "number" || offset < days.from || offset > days.to) continue;
      const occurrence = onDay(record, addDays(today, offset), caller);
      if (!takenIds.has(occurrence.rowId)) dated.push(occurrence);
    }
    const time = calendar.timeOf(caller.now);
    const isPast = ({ row }: TableRecord) => row.date === today && String(row.time ?? "99:99") < time;
    return dated
      .filter(
        (record) => isOwn(record, caller, config) || ((isFree(record.row) || isEmptyStatus(record)) && !isPast(record)),
      )
      .sort((a, b) => order(a).localeCompare(order(b)));
  }

  async function all(caller: Caller): Promise<readonly TableRecord[]> {
    const records: TableRecord[] = [];
    for await (const record of scanRows(documents, caller.tenantId, table)) records.push(record);
    return records;
  }

  return {
    async own(caller) {
      const identity = contactIdentityOf(caller);
      const byContact = identity === undefined ? [] : await rowsOf(documents, caller.tenantId, table, identity);
      const proven = caller.identity;
      if (!proven.verified || proven.key === null || proven.table !== table) return byContact;
      const byProof = await getRow(documents, caller.tenantId, table, proven.key);
      return [...(byProof ? [byProof] : []), ...byContact.filter(({ data }) => data.rowId !== proven.key)];
    },
    async find(caller, filters, days) {
      const records = days === undefined ? await all(caller) : await onDays(caller, days);
      return records.filter((record) => isVisible(record, caller) && matches(record.row, filters)).slice(0, maxResults);
    },
    async see(caller, rowId) {
      const stored = await getRow(documents, caller.tenantId, table, rowId);
      if (stored !== undefined)
        return isVisible(stored.data, caller) ? { record: stored.data, version: stored.version } : undefined;
      const [, slotId, date] = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(rowId) ?? [];
      const slot = slotId === undefined ? undefined : await getRow(documents, caller.tenantId, table, slotId);
      const offset = slot?.data.row.day_offset;
      if (slot === undefined || date === undefined || typeof offset !== "number") return undefined;
      if (addDays(calendar.dayOf(caller.now), offset) !== date || !isVisible(slot.data, caller)) return undefined;
      return { record: onDay(slot.data, date, caller) };
    },
  };
}

function onDay(slot: TableRecord, date: string, { tenantId }: Caller): TableRecord {
  const { day_offset: _, id: __, ...row } = slot.row;
  return toRecord(tenantId, slot.table, `${slot.rowId}@${date}`, { ...row, date });
}

function isEmptyStatus({ row }: TableRecord): boolean {
  return row.status === undefined || row.status === null || row.status === "";
}

function order({ row }: TableRecord): string {
  return `${row.date ?? ""} ${row.time ?? ""}`;
}

/** Compares cells without regard to case. A list matches when one of its members does. */
function matches(row: TableRow, filters: TableRow): boolean {
  return Object.entries(filters).every(([column, wanted]) => {
    const cell = row[column];
    const cells = Array.isArray(cell) ? cell : [cell];
    return cells.some(
      (one) =>
        String(one ?? "")
          .trim()
          .toLowerCase() === String(wanted).trim().toLowerCase(),
    );
  });
}
