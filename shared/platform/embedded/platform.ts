import type { Platform } from "../platform.ts";
import { type Agenda, agendaReader } from "./agenda.ts";
import { type EmbeddedBlobs, embeddedBlobs } from "./blobs.ts";
import { embeddedBus } from "./bus.ts";
import { type Database, openDatabase } from "./database.ts";
import { embeddedDocuments, purgeExpiredDocuments, wrappedKeys } from "./documents.ts";
import { type Keyring, openKeyring } from "./keyring.ts";
import { type PlatformLog, silentLog } from "./log.ts";
import { embeddedRecovery } from "./recovery.ts";
import { embeddedScheduler } from "./scheduler.ts";
import { openSecrets, type SecretSource } from "./secrets.ts";

export interface EmbeddedOptions {
  /** A folder of this platform's own, made when it is missing. Several processes may open the same one. */
  readonly dataDir: string;
  /** True refuses to open: the keyring lies beside the data it protects. */
  readonly production?: boolean;
  /** Where signed links to blobs lead. */
  readonly baseUrl?: string;
  /** Asked before `<dataDir>/secrets.json`. */
  readonly secrets?: SecretSource;
  readonly log?: PlatformLog;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** How many deliveries may be in hand at once. */
  readonly concurrency?: number;
  /** True where nothing need outlive the machine: then nothing waits for the disk. */
  readonly throwaway?: boolean;
}

export interface EmbeddedPlatform extends Platform {
  readonly blobs: EmbeddedBlobs;
  /** What is still to be done, as of everything asked for before. */
  agenda(): Promise<Agenda>;
  /** Looks at once for what has become due. Timers do it by themselves; a clock that was moved has none. */
  clockMoved(): void;
}

/** The database is released again when its keyring does not fit. */
function openKeyringFor(database: Database, dataDir: string): Keyring {
  try {
    return openKeyring(dataDir, wrappedKeys(database));
  } catch (error) {
    database.close();
    throw error;
  }
}

const purgeIntervalMs = 60_000;
const purgedAtOnce = 200;

/**
 * A durable platform on one machine: a SQLite file and a folder. What a promise of it has acknowledged survives
 * `kill -9` and a loss of power.
 *
 * @throws Error in production, or when the files cannot be opened or are damaged.
 */
export function openEmbedded(options: EmbeddedOptions): EmbeddedPlatform {
  if (options.production)
    throw new Error(
      "The embedded platform keeps its master key beside the data and is refused when NODE_ENV=production. Set PLATFORM=gcp, or NODE_ENV=development on a single machine of your own.",
    );
  const { dataDir, log = silentLog } = options;
  const now = options.now ? () => Number(options.now?.()) : Date.now;
  const database = openDatabase(dataDir, { throwaway: options.throwaway ?? false });
  const keyring = openKeyringFor(database, dataDir);
  const secret = openSecrets(dataDir, options.secrets ?? (() => undefined));
  const documents = embeddedDocuments(database, now);
  const random = options.random ?? Math.random;
  const bus = embeddedBus({ database, dataDir, now, random, log, concurrency: options.concurrency ?? 64 });
  const scheduler = embeddedScheduler({ database, bus, now, log });
  const blobs = embeddedBlobs({
    database,
    dataDir,
    signingKey: keyring.derive("signed links"),
    baseUrl: options.baseUrl ?? "http://127.0.0.1:8080",
    now,
  });

  /** Small batches, each in a transaction of its own, so that nothing waits long behind them. */
  async function purge(): Promise<void> {
    await database.write(() => bus.forgetUnseenSubscriptions());
    for (const batch of [
      () => purgeExpiredDocuments(database, now(), purgedAtOnce),
      () => scheduler.purgeTombstones(purgedAtOnce),
    ]) {
      while (!closed && (await database.write(batch)) === purgedAtOnce);
    }
  }
  let closed = false;
  const purging = setInterval(() => {
    purge().catch((error) => log.error({ error }, "purging expired data failed; will try again"));
  }, purgeIntervalMs).unref();

  return {
    documents,
    bus,
    scheduler,
    blobs,
    keys: { wrap: keyring.wrap, unwrap: keyring.unwrap, secret: async (scope, name) => secret(scope, name) },
    recovery: embeddedRecovery({ database, dataDir, now }),
    agenda: agendaReader(database, now),
    checkWritable: () => database.write(() => database.checkWritable()),
    clockMoved: () => database.look(),
    async close(graceMs) {
      if (closed) return;
      closed = true;
      clearInterval(purging);
      await scheduler.stop(graceMs);
      await bus.stop(graceMs);
      database.close();
    },
  };
}
