import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * Downloads a file to `path`, and goes on where an earlier try broke off. The part lies beside it as `.part`.
 * @throws Error with the server's status
 */
export async function download(url: string, path: string, fetchFrom: typeof fetch = fetch): Promise<void> {
  const part = `${path}.part`;
  const had = existsSync(part) ? statSync(part).size : 0;
  const response = await fetchFrom(url, { headers: had > 0 ? { range: `bytes=${had}-` } : {} });
  if (response.status === 416) {
    // Nothing is missing, or the part is of another file: the checksum tells.
    renameSync(part, path);
    return;
  }
  if (!response.ok || response.body === null) throw new Error(`${new URL(url).host} answered ${response.status}.`);
  const goesOn = response.status === 206;
  if (!goesOn) rmSync(part, { force: true });
  await pipeline(response.body, createWriteStream(part, { flags: goesOn ? "a" : "w" }));
  renameSync(part, path);
}
