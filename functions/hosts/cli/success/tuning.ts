import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TuningPage } from "../../../engines/quality/tuning/routes.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { print, printJson, printTable } from "../output.ts";

/** Google's limit of a data set in JSONL. */
const mostBytes = 1_000_000_000;

interface Tally {
  written: number;
  bytes: number;
  readonly leftOut: Map<string, number>;
}

/** Writes approved conversations page by page, so that no more than one page is in memory. */
export async function exportTuningSet(
  options: ServerOptions & {
    readonly out: string;
    readonly minimum: number;
    readonly completeAnswers?: boolean;
    readonly json?: boolean;
  },
): Promise<void> {
  const { out, minimum, completeAnswers = false } = options;
  const api = await connect(options);
  const tally: Tally = { written: 0, bytes: 0, leftOut: new Map() };
  const lines = linesOf(api, { minimum, masked_answers: completeAnswers ? "leave-out" : "keep" }, tally);
  // An export that breaks off leaves the file of the one before. Nobody else on this machine reads what customers said.
  const unfinished = `${out}.part`;
  await pipeline(Readable.from(lines), createWriteStream(unfinished, { mode: 0o600 })).catch(writable(out));
  await rename(unfinished, out).catch(writable(out));

  const { written, bytes, leftOut } = tally;
  if (options.json) return printJson({ out, written, bytes, left_out: Object.fromEntries(leftOut) });
  print(`Written: ${written} conversations, ${bytes} bytes, to ${out}`);
  if (bytes > mostBytes) print("Google takes files of at most 1 GB: raise --minimum, or part the file by lines.");
  if (leftOut.size === 0) return;
  print("\nLeft out:");
  printTable(
    ["reason", "conversations"],
    [...leftOut].toSorted(([, one], [, other]) => other - one).map(([reason, count]) => [reason, String(count)]),
  );
}

async function* linesOf(
  api: ApiClient,
  rule: { readonly minimum: number; readonly masked_answers: "keep" | "leave-out" },
  tally: Tally,
): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const query = { ...rule, cursor, limit: 50 };
    const page = await api.get("/v1/quality/tuning-examples", { query, reply: TuningPage });
    for (const { line } of page.items) {
      tally.written += 1;
      tally.bytes += Buffer.byteLength(line) + 1;
      yield `${line}\n`;
    }
    for (const { reason, count } of page.left_out) tally.leftOut.set(reason, (tally.leftOut.get(reason) ?? 0) + count);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

function writable(file: string) {
  return (error: unknown): never => {
    if (error instanceof Error && "syscall" in error)
      throw new Failure(`The file ${file} cannot be written (${error.message}). Give another one with --out.`);
    throw error;
  };
}
