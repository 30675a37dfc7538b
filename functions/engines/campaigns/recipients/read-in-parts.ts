import { setImmediate } from "node:timers/promises";
import { type ReadRecipients, readRecipients } from "./read-recipients.ts";

/** A list of 24,000 phone numbers takes a quarter of a second. */
const rowsAtOnce = 2_000;

/** `readRecipients`, with others answered in between. */
export async function readInParts(
  rows: Parameters<typeof readRecipients>[0],
  how: Parameters<typeof readRecipients>[1],
): Promise<ReadRecipients> {
  const known = new Set(how.known);
  const recipients: ReadRecipients["recipients"][number][] = [];
  const bad: ReadRecipients["bad"][number][] = [];
  let repeated = 0;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    if (start > 0) await setImmediate();
    const read = readRecipients(rows.slice(start, start + rowsAtOnce), { ...how, known });
    for (const recipient of read.recipients) known.add(recipient.address);
    recipients.push(...read.recipients);
    bad.push(...read.bad);
    repeated += read.repeated;
  }
  return { recipients, bad, repeated };
}
