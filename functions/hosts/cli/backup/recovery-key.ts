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
  note(
    "Keep it in two safe places that are not where the backups are. Without it no backup can be opened, by anybody.",
  );
}

/** @throws Failure when there is no key, or it is none that `backup-key` made; never with what was given. */
export async function recoveryKey(keys: Keys, { keyFile }: KeyFileOptions): Promise<RecoveryKey> {
  const text = keyFile === undefined ? await keys.secret(platformScope, recoveryKeyName) : textOf(keyFile);
  if (text === undefined)
    throw new Failure(
      `There is no recovery key. Make one with \`npm run cli -- backup-key > backup.key\` and name it with --key-file, or set ${recoveryKeyName}.`,
    );
  const key = parseRecoveryKey(text);
  if (key) return key;
  const where = keyFile ?? recoveryKeyName;
  throw new Failure(`${where} holds no recovery key: it is one line, backup-key- and 43 characters.`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Failure(`The key file ${file} cannot be read.`, { cause });
  }
}
