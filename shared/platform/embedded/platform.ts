import type { Keys } from "../keys.ts";
import type { Platform } from "../platform.ts";
import { withTenantIds } from "../sealing/seal.ts";
import { type Agenda, agendaReader } from "./agenda.ts";
import { type EmbeddedBlobs, embeddedBlobs } from "./blobs.ts";
import { embeddedBus } from "./bus/bus.ts";
import { type Database, openDatabase } from "./database/database.ts";
import { embeddedDocuments, purgeExpiredDocuments, wrappedKeys } from "./documents/documents.ts";
import { type Keyring, openKeyring } from "./keyring.ts";
import { type PlatformLog, silentLog } from "./log.ts";
import { embeddedRecovery } from "./recovery.ts";
import { embeddedScheduler } from "./scheduler.ts";
import { openSecrets, type SecretSource } from "./secrets.ts";

export interface EmbeddedOptions {
  /** The platform's own folder, created when missing. Several processes may open the same one. */
  readonly dataDir: string;
  /** When true, opening fails, because the keyring lies beside the data it protects. */
  readonly production?: boolean;
  /** The base URL of signed blob links. */
  readonly baseUrl?: string;
  /** Consulted before `<dataDir>/secrets.json`. */
  readonly secrets?: SecretSource;
  readonly log?: PlatformLog;
  readonly now?: () => Date;
  readonly random?: () => number;
  /** The maximum number of deliveries handled at once. */
  readonly concurrency?: number;
  /** True when nothing must survive a power loss; writes then do not wait for the disk. */
  readonly throwaway?: boolean;
}

export interface EmbeddedPlatform extends Platform {
  readonly blobs: EmbeddedBlobs;
  /** The remaining work, including everything requested before this call. */
  agenda(): Promise<Agenda>;
  /** Checks for due work at once. Timers do this by themselves, but a manually moved clock fires no timer. */
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
const purgeBatchSize = 200;

/**
 * A durable platform on one machine: a SQLite file and a folder. Everything acknowledged by a resolved promise survives
 * `kill -9` and a power loss.
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
  const keys: Keys = {
    wrap: keyring.wrap,
    unwrap: keyring.unwrap,
    secret: async (scope, name) => secret(scope, name),
  };
  const documents = withTenantIds(embeddedDocuments(database, now), keys);
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

  /** Deletes in small batches, each in its own transaction, so that other writes do not wait long. */
  async function purge(): Promise<void> {
    await database.write(() => bus.forgetUnseenSubscriptions());
    for (const batch of [
      () => purgeExpiredDocuments(database, now(), purgeBatchSize),
      () => scheduler.purgeTombstones(purgeBatchSize),
    ]) {
      while (!closed && (await database.write(batch)) === purgeBatchSize);
    }
  }
  let closed = false;
  const purging = setInterval(() => {
    purge().catch((error) => log.error({ error }, "purging expired data failed, will retry"));
  }, purgeIntervalMs).unref();

  return {
    documents,
    bus,
    scheduler,
    blobs,
    keys,
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
      await documents.close();
      database.close();
    },
  };
}
