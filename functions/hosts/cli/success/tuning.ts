import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { TuningPage } from "../../../engines/quality/tuning/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { print, printJson, printTable } from "../output.ts";

/** Google's limit of a data set in JSONL. */
const mostBytes = 1_000_000_000;

/** Writes approved conversations page by page, so that no more than one is in memory. */
export async function exportTuningSet(
  options: ServerOptions & {
    readonly out: string;
    readonly minimum: number;
    readonly withoutPlaceholders?: boolean;
    readonly json?: boolean;
  },
): Promise<void> {
  const api = await connect(options);
  const masked = options.withoutPlaceholders ? ("leave-out" as const) : ("keep" as const);
  // Nobody else on this machine reads what customers said.
  const file = createWriteStream(options.out, { mode: 0o600 });
  await once(file, "open").catch((cause: Error) => {
    throw new Failure(`The file ${options.out} cannot be written: ${cause.message}. Give another one with --out.`);
  });
  const leftOut = new Map<string, number>();
  let written = 0;
  let bytes = 0;
  let cursor: string | undefined;
  do {
    const query = { cursor, limit: 50, minimum: options.minimum, masked_answers: masked };
    const page = await api.get("/v1/quality/tuning-examples", { query, reply: TuningPage });
    for (const { line } of page.items) {
      if (!file.write(`${line}\n`)) await once(file, "drain");
      written += 1;
      bytes += Buffer.byteLength(line) + 1;
    }
    for (const { reason, count } of page.left_out) leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  file.end();
  await finished(file);

  if (options.json) return printJson({ out: options.out, written, bytes, left_out: Object.fromEntries(leftOut) });
  print(`Written: ${written} conversations, ${bytes} bytes, to ${options.out}`);
  if (bytes > mostBytes) print("Google takes files of at most 1 GB: raise --minimum, or part the file by lines.");
  if (leftOut.size === 0) return;
  print("\nLeft out:");
  printTable(
    ["reason", "conversations"],
    [...leftOut].toSorted(([, one], [, other]) => other - one).map(([reason, count]) => [reason, String(count)]),
  );
}
