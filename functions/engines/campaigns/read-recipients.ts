import { parse } from "csv-parse/sync";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import { channels } from "../../../shared/channels/definitions.ts";
import type { CampaignChannel } from "./campaign.ts";
import type { CampaignRecipient } from "./recipients.ts";

/** A row that is no recipient, where it stands and what to do about it. */
export interface BadRow {
  /** Of a CSV file the line, counting its header; of a list the item; from 1. */
  readonly line: number;
  readonly problem: string;
}

export interface ReadRecipients {
  readonly recipients: readonly CampaignRecipient[];
  readonly bad: readonly BadRow[];
  /** Rows left out because an earlier one, or the campaign, has the same address. */
  readonly repeated: number;
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A hundred recipients, with their columns, fit one document. */
const fieldsKept = 20;
const fieldLength = 500;
const fieldCharacters = 1_000;
/** The parser takes quadratic time and memory over a line with many stray quotes. */
const lineCharacters = 5_000;
/** More lines that cannot be read are no list of recipients. */
const mostUnreadable = 500;

/**
 * The rows of a CSV text whose first line names the columns, with their lines.
 * @throws Error that says what is wrong with the text as a whole.
 */
export function rowsOfCsv(text: string): {
  readonly rows: readonly { row: Row; line: number }[];
  readonly bad: BadRow[];
} {
  checkLines(text);
  const bad: BadRow[] = [];
  const parsed = parse(text, {
    bom: true,
    columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
    delimiter: [",", ";", "\t"],
    info: true,
    relax_column_count: false,
    skip_empty_lines: true,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      if (bad.length === mostUnreadable) throw new Error(`more than ${mostUnreadable} lines have mistakes`);
      bad.push({
        line: Number(error?.lines ?? 0),
        problem: `${error?.message ?? "It cannot be read"}. Quote values that hold commas.`,
      });
      return undefined;
    },
  }) as unknown as readonly { record: Row; info: { lines: number } }[];
  return { rows: parsed.map(({ record, info }) => ({ row: record, line: info.lines })), bad };
}

function checkLines(text: string): void {
  let line = 1;
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    if (end - start > lineCharacters) throw new Error(`line ${line} has more than ${lineCharacters} characters`);
    start = end + 1;
  }
}

/** Reads rows as recipients of a channel; addresses in `known`, and those that come again, are left out. */
export function readRecipients(
  rows: readonly { readonly row: Row; readonly line: number }[],
  how: { readonly channel: CampaignChannel; readonly country: string | undefined; readonly known: ReadonlySet<string> },
): ReadRecipients {
  const seen = new Set(how.known);
  const bad: BadRow[] = [];
  const recipients: CampaignRecipient[] = [];
  let repeated = 0;
  for (const { row, line } of rows) {
    const read = readRow(row, how);
    if ("problem" in read) bad.push({ line, problem: read.problem });
    else if (seen.has(read.address)) repeated += 1;
    else {
      seen.add(read.address);
      recipients.push(read);
    }
  }
  return { recipients, bad, repeated };
}

function readRow(
  row: Row,
  { channel, country }: { readonly channel: CampaignChannel; readonly country: string | undefined },
): CampaignRecipient | { readonly problem: string } {
  const columns = Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), text(value)] as const);
  const { recipientColumns } = channels[channel].carrier;
  const [addressColumn = recipientColumns[0], written = ""] =
    columns.find(([name, value]) => recipientColumns.some((each) => each === name) && value !== "") ?? [];
  const byEmail = channels[channel].identity.kind === "email";
  if (written === "") return { problem: `It has no ${addressColumn}. Fill in the column \`${addressColumn}\`.` };
  const address = byEmail ? emailOf(written) : phoneOf(written, country);
  if (address === undefined)
    return {
      problem: byEmail
        ? `"${clipped(written)}" is no e-mail address. Write it as name@example.com.`
        : `"${clipped(written)}" is no phone number. Write it with its country code, as +919812345678.`,
    };
  const name = columns.find(([column]) => column === "name" || column === "customer_name")?.[1] ?? "";
  const others = columns.filter(
    ([column, value]) => /^\w{1,64}$/.test(column) && value !== "" && column !== addressColumn,
  );
  const fields = others.filter(([column]) => column !== "name" && column !== "customer_name").slice(0, fieldsKept);
  const characters = fields.reduce((sum, [, value]) => sum + value.length, 0);
  if (characters > fieldCharacters)
    return {
      problem: `Its columns hold ${characters} characters, ${fieldCharacters} at most. Leave out those the message does not use.`,
    };
  return { address, name: name === "" ? null : clipped(name), fields: Object.fromEntries(fields) };
}

function text(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value).trim().slice(0, fieldLength);
}

function clipped(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}

const Email = z.email();

function emailOf(written: string): string | undefined {
  return Email.safeParse(written.toLowerCase()).data;
}

function phoneOf(written: string, country: string | undefined): string | undefined {
  const digits = written.replace(/^whatsapp:/i, "");
  const parsed = parsePhoneNumberFromString(digits, country ? { defaultCountry: country as "IN" } : {});
  return parsed?.isValid() ? parsed.number : undefined;
}
