import { parse } from "csv-parse/sync";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import { channels } from "../../../shared/channels/definitions.ts";
import type { CampaignChannel } from "./campaign.ts";
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

/** Parses a CSV text whose first line names the columns. Rows carry their line numbers. */
export function rowsOfCsv(text: string): {
  readonly rows: readonly { row: Row; line: number }[];
  readonly bad: BadRow[];
} {
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
      bad.push({
        line: Number(error?.lines ?? 0),
        problem: `${error?.message ?? "The row cannot be parsed"}. Put values with commas in quotes.`,
      });
      return undefined;
    },
  }) as unknown as readonly { record: Row; info: { lines: number } }[];
  return { rows: parsed.map(({ record, info }) => ({ row: record, line: info.lines })), bad };
}

/** Converts rows to recipients of a channel. Addresses in `known` and repeated addresses are left out. */
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
  if (written === "") return { problem: `The row has no ${addressColumn}. Fill in the column \`${addressColumn}\`.` };
  const address = byEmail ? emailOf(written) : phoneOf(written, country);
  if (address === undefined)
    return {
      problem: byEmail
        ? `"${clipped(written)}" is not an email address. Write it as name@example.com.`
        : `"${clipped(written)}" is not a valid phone number. Write it with its country code, such as +919812345678.`,
    };
  const name = columns.find(([column]) => column === "name" || column === "customer_name")?.[1] ?? "";
  const others = columns.filter(
    ([column, value]) => /^\w{1,64}$/.test(column) && value !== "" && column !== addressColumn,
  );
  const fields = others.filter(([column]) => column !== "name" && column !== "customer_name").slice(0, fieldsKept);
  const characters = fields.reduce((sum, [, value]) => sum + value.length, 0);
  if (characters > fieldCharacters)
    return {
      problem: `The row has ${characters} characters; at most ${fieldCharacters} are allowed. Leave out columns that the message does not use.`,
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
