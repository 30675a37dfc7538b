import { randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { TenantId } from "../platform/tenant.ts";
import { BackupError } from "./backup-error.ts";
import { type RecoveryKey, unwrapKey, wrapKey } from "./backup-key.ts";
import { closePart, describePart, openPart, type Part, sealedOverhead } from "./part.ts";

/**
 * A backup is one file: two lines of text that describe it, then numbered parts. Each part is its length (32 bits) and
 * its sealed bytes. Parts are only appended, so an interrupted backup stays usable.
 */
const magic = "agent-platform-backup 1";
const maxPrologueBytes = 4_096;
const lengthBytes = 4;
const maxPartBytes = 64 * 1_048_576;
/** The most work that a power loss can cost. The system writes other data out at its own pace. */
const syncEveryBytes = 32 * 1_048_576;

const About = z.object({
  id: z.string(),
  client: TenantId,
  /** The instant of the backed-up state. */
  at: z.iso.datetime(),
  /** The id of the snapshot, for resuming. */
  snapshot: z.string(),
});
export type About = z.infer<typeof About>;
const Prologue = About.extend({ wrappedKey: z.string() });

export interface NumberedPart extends Part {
  readonly number: number;
  /** The offset of the next part. */
  readonly endsAt: number;
}

export interface BackupReader {
  readonly about: About;
  readonly key: Buffer;
  readonly bytes: number;
  readonly firstPartAt: number;
  /** In order. @throws BackupError `damaged` at the first incomplete part, with its offset. */
  parts(): AsyncIterable<NumberedPart>;
  close(): Promise<void>;
}

/** @throws BackupError `not-a-backup` or `wrong-key`. */
export async function openBackup(path: string, recoveryKey: RecoveryKey): Promise<BackupReader> {
  const file = await open(path, "r");
  try {
    const start = await bytesAt(file, 0, maxPrologueBytes);
    const [first = "", second = ""] = start.toString("latin1").split("\n", 2);
    const prologue = first === magic ? parsePrologue(second) : undefined;
    if (!prologue) throw new BackupError("not-a-backup", `${path} is not a backup, or its first lines are damaged.`);
    const { wrappedKey, ...about } = prologue;
    const key = unwrapKey(recoveryKey, wrappedKey, JSON.stringify(about));
    if (!key)
      throw new BackupError(
        "wrong-key",
        `${path} was not made with this recovery key, or its first lines were altered. Use the BACKUP_KEY of ${about.at}.`,
      );
    const firstPartAt = Buffer.byteLength(`${first}\n${second}\n`, "latin1");
    const { size } = await file.stat();
    return {
      about,
      key,
      bytes: size,
      firstPartAt,
      parts: () => partsOf({ file, path, key, id: about.id, firstPartAt, size }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function* partsOf(of: {
  readonly file: FileHandle;
  readonly path: string;
  readonly key: Buffer;
  readonly id: string;
  readonly firstPartAt: number;
  readonly size: number;
}): AsyncIterable<NumberedPart> {
  let at = of.firstPartAt;
  let before = "the first lines";
  for (let number = 0; at < of.size; number += 1) {
    const head = await bytesAt(of.file, at, lengthBytes);
    const length = head.length === lengthBytes ? head.readUInt32BE(0) : 0;
    const endsAt = at + lengthBytes + length;
    const plausible = length > sealedOverhead && length <= maxPartBytes && endsAt <= of.size;
    const part =
      plausible && openPart(of.key, await bytesAt(of.file, at + lengthBytes, length), placeOf(of.id, number));
    if (!part) throw damaged({ path: of.path, number, at, before });
    before = describePart(part.header);
    yield { ...part, number, endsAt };
    at = endsAt;
  }
}

/** The damaged part cannot describe itself, so the message names the part before it. */
function damaged(part: {
  readonly path: string;
  readonly number: number;
  readonly at: number;
  readonly before: string;
}) {
  const { path, number, at, before } = part;
  const message = `Part ${number} of ${path} (from byte ${at}, after ${before}) is damaged. Copy the file again from its storage.`;
  return new BackupError("damaged", message);
}

export interface BackupWriter {
  append(part: Part): Promise<void>;
  bytes(): number;
  /** Everything is on disk once this resolves. */
  close(): Promise<void>;
}

/** Creates the file. @throws Error `EEXIST` when it exists already. */
export async function createBackup(path: string, about: About, recoveryKey: RecoveryKey): Promise<BackupWriter> {
  const key = randomBytes(32);
  const ordered = About.parse(about); // the field order of a later read
  const prologue = { ...ordered, wrappedKey: wrapKey(recoveryKey, key, JSON.stringify(ordered)) };
  const file = await open(path, "wx", 0o600);
  const text = Buffer.from(`${magic}\n${JSON.stringify(prologue)}\n`);
  await file.write(text);
  return writer(file, { key, id: about.id, number: 0, at: text.length });
}

/** Resumes after the last complete part and truncates the rest. */
export async function appendToBackup(
  path: string,
  from: { readonly key: Buffer; readonly id: string; readonly number: number; readonly at: number },
): Promise<BackupWriter> {
  const file = await open(path, "r+");
  await file.truncate(from.at);
  return writer(file, from);
}

function writer(
  file: FileHandle,
  from: { readonly key: Buffer; readonly id: string; readonly number: number; readonly at: number },
): BackupWriter {
  let { number, at } = from;
  let unsynced = 0;
  return {
    async append(part) {
      const sealed = closePart(from.key, part, placeOf(from.id, number));
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(sealed.length);
      const bytes = Buffer.concat([length, sealed]);
      await file.write(bytes, 0, bytes.length, at);
      number += 1;
      at += bytes.length;
      unsynced += bytes.length;
      if (unsynced < syncEveryBytes) return;
      await file.datasync();
      unsynced = 0;
    },
    bytes: () => at,
    async close() {
      await file.sync().finally(() => file.close());
    },
  };
}

function placeOf(id: string, number: number): string {
  return `${id}|${number}`;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

function parsePrologue(line: string): z.infer<typeof Prologue> | undefined {
  try {
    return Prologue.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
