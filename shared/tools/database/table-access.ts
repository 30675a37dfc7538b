import type { Documents, Stored } from "../../platform/documents.ts";
import type { TableRow } from "../../tables/cell.ts";
import { isIndexed, matchesRow, rowsByDate } from "../../tables/find-rows.ts";
import {
  getRecord,
  isContactOf,
  namesCustomer,
  recordsOfContact,
  type TableRecord,
  toRecord,
} from "../../tables/table-rows.ts";
import type { Tables } from "../../tables/tables.ts";
import { contactIdentityOf } from "../contact.ts";
import type { ToolCallContext } from "../tool.ts";
import { addDays, type Calendar } from "./calendar.ts";
import type { DatabaseConfig } from "./database-config.ts";

type Caller = Pick<ToolCallContext, "tenantId" | "channel" | "customer" | "identity" | "now">;

/** A tool's access to one table, limited to the rows that a customer may see. */
export interface TableAccess {
  /** This customer's own rows, found by the address that the channel verifies. */
  own(caller: Caller): Promise<readonly Stored<TableRecord>[]>;
  find(caller: Caller, filters: TableRow, days: DayRange | undefined): Promise<Matches>;
  /** The stored row, or a rolling slot on its day. Undefined when this customer may not see it. */
  see(caller: Caller, rowId: string): Promise<{ readonly record: TableRecord; readonly version?: string } | undefined>;
}

export interface Matches {
  readonly records: readonly TableRecord[];
  /** True: there may be others that match. */
  readonly more: boolean;
}

/** Days from today; both bounds are included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

type Visibility = Pick<DatabaseConfig, "identity_column">;

const maxResults = 50;
const nothing: Matches = { records: [], more: false };

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
export function openTable(
  config: DatabaseConfig,
  {
    documents,
    tables,
    calendar,
  }: { readonly documents: Documents; readonly tables: Tables; readonly calendar: Calendar },
): TableAccess {
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

  async function onDays(caller: Caller, days: DayRange): Promise<Matches> {
    const today = calendar.dayOf(caller.now);
    const range = { from: addDays(today, days.from), to: addDays(today, days.to) };
    const dated = await rowsByDate(documents, caller.tenantId, table, range);
    const undated = await rowsByDate(documents, caller.tenantId, table, null);
    const takenIds = new Set(dated.rows.map(({ rowId }) => rowId));
    const rolling = undated.rows.flatMap((record) => {
      const offset = record.row.day_offset;
      if (typeof offset !== "number" || offset < days.from || offset > days.to) return [];
      const occurrence = onDay(record, addDays(today, offset), caller);
      return takenIds.has(occurrence.rowId) ? [] : [occurrence];
    });
    const time = calendar.timeOf(caller.now);
    const isPast = ({ row }: TableRecord) => row.date === today && String(row.time ?? "99:99") < time;
    const records = [...dated.rows, ...rolling]
      .filter(
        (record) => isOwn(record, caller, config) || ((isFree(record.row) || isEmptyStatus(record)) && !isPast(record)),
      )
      .sort((a, b) => order(a).localeCompare(order(b)));
    return { records, more: dated.more || undated.more };
  }

  /** Pages of what a lookup finds are read until enough of it is visible. Without a lookup, one search is enough. */
  async function matching(caller: Caller, filters: TableRow): Promise<Matches> {
    const own = personFilter(caller);
    const ofPerson =
      own && isIndexed(tables.table(table), own) ? await pagesOf(caller, { ...filters, ...own }) : nothing;
    const found = await pagesOf(caller, filters);
    const others = found.records.filter(({ rowId }) => !ofPerson.records.some((record) => record.rowId === rowId));
    return { records: [...ofPerson.records, ...others], more: ofPerson.more || found.more };
  }

  /** Finds the rows of the person whom the customer has proven to be, in a table of any size. */
  function personFilter({ identity }: Caller): TableRow | undefined {
    return column !== undefined && identity.verified && identity.key !== null ? { [column]: identity.key } : undefined;
  }

  async function pagesOf(caller: Caller, filters: TableRow): Promise<Matches> {
    const records: TableRecord[] = [];
    const mostPages = isIndexed(tables.table(table), filters) ? 10 : 1;
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const found = await tables.find(caller.tenantId, table, filters, { limit: maxResults + 1, cursor });
      records.push(...found.rows.map(({ data }) => data).filter((record) => isVisible(record, caller)));
      cursor = found.nextCursor;
      if (cursor === undefined || records.length > maxResults) break;
    }
    return { records, more: cursor !== undefined };
  }

  return {
    async own(caller) {
      const identity = contactIdentityOf(caller);
      const byContact =
        identity === undefined ? [] : await recordsOfContact(documents, caller.tenantId, table, identity);
      const proven = caller.identity;
      if (!proven.verified || proven.key === null || proven.table !== table) return byContact;
      const byProof = await getRecord(documents, caller.tenantId, table, proven.key);
      return [...(byProof ? [byProof] : []), ...byContact.filter(({ data }) => data.rowId !== proven.key)];
    },
    async find(caller, filters, days) {
      const found = days === undefined ? await matching(caller, filters) : await onDays(caller, days);
      const records = found.records.filter((record) => isVisible(record, caller) && matchesRow(record.row, filters));
      return { records: records.slice(0, maxResults), more: found.more || records.length > maxResults };
    },
    async see(caller, rowId) {
      const stored = await getRecord(documents, caller.tenantId, table, rowId);
      if (stored !== undefined)
        return isVisible(stored.data, caller) ? { record: stored.data, version: stored.version } : undefined;
      const [, slotId, date] = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(rowId) ?? [];
      const slot = slotId === undefined ? undefined : await getRecord(documents, caller.tenantId, table, slotId);
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
