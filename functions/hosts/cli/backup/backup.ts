import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { unfinishedPath, writeBackup } from "../../../../shared/backup/write-backup.ts";
import { tenantOf, withPlatform } from "../data.ts";
import type { ClientOptions, DataOptions } from "../options.ts";
import { countText, note, print } from "../output.ts";
import { bytesText, progressLine } from "./progress.ts";
import { type KeyFileOptions, recoveryKey } from "./recovery-key.ts";

interface BackupOptions extends ClientOptions, DataOptions, KeyFileOptions {
  readonly to: string;
  readonly at?: Date;
}

export async function backUp(options: BackupOptions): Promise<void> {
  const { client, at } = options;
  const progress = progressLine();
  const backup = await withPlatform(options, async (platform) => {
    const key = await recoveryKey(platform.keys, options);
    const file = fileFor(options.to, client);
    mkdirSync(dirname(file), { recursive: true });
    progress.show(`taking a snapshot of ${client}…`);
    return writeBackup({
      platform,
      tenantId: tenantOf(client),
      file,
      recoveryKey: key,
      at,
      onProgress: ({ records, blobs, allBlobs, bytes }) =>
        progress.show(
          `${client}: ${blobs} of ${countText(allBlobs, "file")}, ${countText(records, "record")}, ${bytesText(bytes)}`,
        ),
    });
  }).finally(() => progress.end());
  if (backup.resumed) note("Resumed the unfinished backup.");
  print(backup.file);
  note(
    `${client} as it was at ${backup.at.toISOString()}: ${countText(backup.records, "record")}, ${countText(backup.blobs, "file")}, ${bytesText(backup.bytes)}.`,
  );
  for (const gap of backup.gaps) note(gap);
}

/** The backup file. In a folder, an unfinished backup of the client is resumed. */
function fileFor(to: string, client: string): string {
  const isFolder = to.endsWith("/") || statSync(to, { throwIfNoEntry: false })?.isDirectory();
  if (!isFolder) return to;
  const existing = existsSync(to)
    ? readdirSync(to).find((name) => name.startsWith(`${client}-2`) && name.endsWith(unfinishedPath(".backup")))
    : undefined;
  if (existing) return join(to, existing.slice(0, -unfinishedPath("").length));
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return join(to, `${client}-${time}.backup`);
}
