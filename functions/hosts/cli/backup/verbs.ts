import { type Command, InvalidArgumentError, Option } from "commander";
import { clientId, clientOption, dataDirOption, withExamples } from "../options.ts";

const keyFileOption = () =>
  new Option("--key-file <file>", "the recovery key (default: the platform's secret BACKUP_KEY)");

/** `backup`, `restore` and `backup-key`: move a client's data from one data folder or project to another. */
export function addBackupVerbs(root: Command): void {
  withExamples(
    root
      .command("backup")
      .description("write all of a client's data, at one instant, to one encrypted file")
      .addOption(clientOption())
      .requiredOption("--to <file>", "the file, or a folder for a file named after client and time")
      .option(
        "--at <time>",
        "an instant up to 7 days ago, such as 2026-11-22T09:00:00Z (Google Cloud only)",
        wholeMinute,
      )
      .addOption(keyFileOption())
      .addOption(dataDirOption())
      .addHelpText("after", "\nAfter an interruption, the same command resumes the backup of the same instant.")
      .action(async (options) => (await import("./backup.ts")).backUp(options)),
    "backup --client client_123 --to backups/ --key-file backup.key",
  );

  withExamples(
    root
      .command("restore")
      .description("restore a client's backup, here or into another data folder or project")
      .requiredOption("--from <file>", "the backup")
      .option("-c, --client <id>", "reject the backup of any other client", clientId)
      .option("--force", "first delete the client's existing data")
      .option("--check", "only verify that the backup is complete and undamaged")
      .addOption(keyFileOption())
      .addOption(dataDirOption())
      .addHelpText("after", "\nAfter an interruption, the same command resumes the restore.")
      .action(async (options) => (await import("./restore.ts")).restore(options)),
    "restore --from backups/client_123.backup --key-file backup.key --check",
    "restore --from backups/client_123.backup --key-file backup.key --data-dir .restored",
  );

  withExamples(
    root
      .command("backup-key")
      .description("create a recovery key and print it; keep it apart from the backups")
      .action(async () => (await import("./recovery-key.ts")).printNewKey()),
    "backup-key > backup.key",
  );
}

/** Google Cloud can read the past only at whole minutes. */
function wholeMinute(given: string): Date {
  const at = new Date(given);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:00(\.0+)?)?Z$/.test(given) && !Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError("It must be a whole minute in UTC, such as 2026-11-22T09:00:00Z.");
}
