import { readFileSync } from "node:fs";
import {
  newRecoveryKey,
  parseRecoveryKey,
  type RecoveryKey,
  recoveryKeyName,
} from "../../../../shared/backup/backup-key.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import { platformScope } from "../../../../shared/platform/tenant.ts";
import { Failure } from "../failure.ts";
import { note, print } from "../output.ts";

export interface KeyFileOptions {
  readonly keyFile?: string;
}

export function printNewKey(): void {
  print(newRecoveryKey());
  note("Store it in two safe places, apart from the backups. Without it, nobody can open a backup.");
}

/** @throws Failure if there is no key or it is invalid. The message never contains the given text. */
export async function recoveryKey(keys: Keys, { keyFile }: KeyFileOptions): Promise<RecoveryKey> {
  const text = keyFile === undefined ? await keys.secret(platformScope, recoveryKeyName) : textOf(keyFile);
  if (text === undefined)
    throw new Failure(
      `There is no recovery key. Create one with \`npm run cli -- backup-key > backup.key\` and pass it with --key-file, or set ${recoveryKeyName}.`,
    );
  const key = parseRecoveryKey(text);
  if (key) return key;
  const where = keyFile ?? recoveryKeyName;
  throw new Failure(`${where} does not contain a recovery key: one line, backup-key- and 43 characters.`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Failure(`The key file ${file} cannot be read.`, { cause });
  }
}
