import { z } from "zod";
import { canonicalAddress } from "../../../../shared/channels/addresses/canonical-address.ts";
import { readPhoneNumber } from "../../../../shared/channels/addresses/read-phone-number.ts";
import { channels } from "../../../../shared/channels/definitions.ts";
import type { CampaignChannel } from "../campaign.ts";
import { addressKinds, type ColumnKind, columnKey, isColumnOf } from "./recipient-columns.ts";
import type { CampaignRecipient } from "./recipients.ts";

/** An invalid row, its position and how to correct it. */
export interface BadRow {
  /** The line of a CSV file, header included, or the item of a list. Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

export interface ReadRecipients {
  readonly recipients: readonly CampaignRecipient[];
  readonly bad: readonly BadRow[];
  /** Rows left out because an earlier row or the campaign has the same address. */
  readonly repeated: number;
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** These limits let a hundred recipients and their columns fit one document. */
const fieldsKept = 20;
const fieldLength = 500;
const fieldCharacters = 1_000;
const fieldKey = /^[\p{L}\p{M}\p{N}_]{1,64}$/u;

/** Converts rows to recipients of a channel. Addresses in `known` and repeated addresses are left out. */
export function readRecipients(
  rows: readonly { readonly row: Row; readonly line: number }[],
  how: { readonly channel: CampaignChannel; readonly country: string | undefined; readonly known: ReadonlySet<string> },
): ReadRecipients {
  const { kind } = channels[how.channel].identity;
  const personAt = (address: string) => canonicalAddress(kind, address);
  const seen = new Set([...how.known].map(personAt));
  const bad: BadRow[] = [];
  const recipients: CampaignRecipient[] = [];
  let repeated = 0;
  for (const { row, line } of rows) {
    const read = readRow(row, how);
    if ("problem" in read) bad.push({ line, problem: read.problem });
    else if (seen.has(personAt(read.address))) repeated += 1;
    else {
      seen.add(personAt(read.address));
      recipients.push(read);
    }
  }
  return { recipients, bad, repeated };
}

function readRow(
  row: Row,
  { channel, country }: { readonly channel: CampaignChannel; readonly country: string | undefined },
): CampaignRecipient | { readonly problem: string } {
  const columns = Object.entries(row).map(([name, value]) => [columnKey(name), text(value)] as const);
  const cellsOf = (kind: ColumnKind) => columns.filter(([key, value]) => isColumnOf(kind, key) && value !== "");
  // A call goes to the number that a short message would go to.
  const { recipientColumns } = channels[channel === "voice" ? "sms" : channel].carrier;
  const known = recipientColumns.map(columnKey);
  const written = [
    ...addressKinds(channel).flatMap(cellsOf),
    ...columns.filter(([key, value]) => known.includes(key) && value !== ""),
  ];
  const [usual] = recipientColumns;
  const [first] = written;
  if (!first) return { problem: `The row has no ${usual}. Fill in the column \`${usual}\`.` };
  const byEmail = channels[channel].identity.kind === "email";
  const read = written.flatMap(([column, cell]) => {
    const address = byEmail ? emailOf(cell) : phoneOf(cell, country);
    return address === undefined ? [] : [{ column, address }];
  });
  const [found] = read;
  if (!found) {
    const [, cell] = first;
    return {
      problem: byEmail
        ? `"${truncate(cell)}" is not an email address. Write it as name@example.com.`
        : `"${truncate(cell)}" is not a valid phone number. ${phoneAdvice(cell)}`,
    };
  }
  const { address, column: addressColumn } = found;
  const whole = cellsOf("name")[0]?.[1];
  const name = whole ?? [cellsOf("firstName")[0], cellsOf("lastName")[0]].flatMap((part) => part?.[1] ?? []).join(" ");
  const fields = columns
    .filter(([key, value]) => fieldKey.test(key) && value !== "" && key !== addressColumn && !isColumnOf("name", key))
    .slice(0, fieldsKept);
  const characters = fields.reduce((sum, [, value]) => sum + value.length, 0);
  if (characters > fieldCharacters)
    return {
      problem: `The row has ${characters} characters; at most ${fieldCharacters} are allowed. Leave out columns that the message does not use.`,
    };
  return { address, name: name === "" ? null : truncate(name), fields: Object.fromEntries(fields) };
}

function text(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim().slice(0, fieldLength);
}

function truncate(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}

const Email = z.email();

function emailOf(written: string): string | undefined {
  return Email.safeParse(written.toLowerCase()).data;
}

/** A spreadsheet keeps a number as text by `'` before it or `="…"` around it. */
function unquoted(written: string): string {
  return written.replace(/^=?["']+|["']+$/g, "");
}

function phoneAdvice(written: string): string {
  return /^\d[.,]\d+E\+?\d+$/i.test(written)
    ? "The spreadsheet has shortened it: format its column as text and enter the numbers again."
    : "Write it with its country code, such as +919812345678.";
}

function phoneOf(written: string, country: string | undefined): string | undefined {
  const digits = unquoted(written).replace(/^whatsapp:/i, "");
  return readPhoneNumber(digits, country as "IN" | undefined)?.number;
}
