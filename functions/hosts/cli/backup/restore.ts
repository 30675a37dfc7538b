import { existsSync } from "node:fs";
import {
  type BackupContents,
  checkBackup,
  type RestoreProgress,
  restoreBackup,
} from "../../../../shared/backup/restore-backup.ts";
import { tenantOf, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";
import { countText, note, print } from "../output.ts";
import { bytesText, progressLine } from "./progress.ts";
import { type KeyFileOptions, recoveryKey } from "./recovery-key.ts";

interface RestoreOptions extends DataOptions, KeyFileOptions {
  readonly from: string;
  readonly client?: string;
  readonly force?: boolean;
  readonly check?: boolean;
}

export async function restore(options: RestoreOptions): Promise<void> {
  const { from, force = false } = options;
  if (!existsSync(from)) throw new Failure(missingFileText(from));
  const progress = progressLine();
  const onProgress: RestoreProgress = (step, done, all) =>
    progress.show(`${step === "check" ? "checking" : "restoring"}: ${bytesText(done)} of ${bytesText(all)}`);
  await withPlatform({ ...options, create: true }, async (platform) => {
    const key = await recoveryKey(platform.keys, options);
    if (options.check) {
      const contents = await checkBackup(from, key, onProgress).finally(() => progress.end());
      print(`${from} is complete and undamaged.`);
      return note(describe(contents));
    }
    const tenantId = options.client === undefined ? undefined : tenantOf(options.client);
    const restored = await restoreBackup({
      platform,
      file: from,
      recoveryKey: key,
      tenantId,
      force,
      onProgress,
    }).finally(() => progress.end());
    if (restored.resumed) note("Resumed the unfinished restore.");
    print(`Restored ${restored.about.client}.`);
    note(describe(restored));
    if (restored.replaced)
      note("Restart a product that runs on this data, because it may have cached old keys and configuration.");
  });
}

function describe({ about, records, blobs, bytes, gaps }: BackupContents): string {
  const first = `${about.client} as it was at ${about.at}: ${countText(records, "record")}, ${countText(blobs, "file")}, ${bytesText(bytes)}.`;
  return [first, ...gaps].join("\n");
}

function missingFileText(from: string): string {
  const hint = existsSync(`${from}.unfinished`) ? " Its backup is unfinished: run `backup` again to finish it." : "";
  return `There is no file ${from}.${hint}`;
}
