import { spawnSync } from "node:child_process";
import { lookup } from "node:dns/promises";
import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { projectRoot } from "../../shared/project-root.ts";
import { type FoundEmulators, findEmulators } from "../google/find.ts";
import { launcherJar } from "./launcher-jar.ts";

const names = ["firestore", "pubsub", "storage"] as const;
export type FirebaseEmulator = (typeof names)[number];

/** The emulators that `firebase emulators:start` can run on this machine. */
export interface LocatedEmulators {
  readonly here: readonly FirebaseEmulator[];
  /** The missing emulators, with the file that firebase-tools would download. */
  readonly missing: readonly { readonly name: FirebaseEmulator; readonly file: string }[];
  /** Environment variables that tell firebase-tools where emulators are that it did not download itself. */
  readonly environment: Readonly<Record<string, string>>;
}

const Download = z.object({
  downloadPathRelativeToCacheDir: z.string(),
  binaryPathRelativeToCacheDir: z.string().optional(),
});
const Downloads = z.object({ firestore: Download, pubsub: Download, storage: Download });

/**
 * Locates each emulator, in this order: the environment's path, firebase-tools' own download, the gcloud CLI's copy.
 * For the last, launchers are written into `folder`. The launcher of Storage rules is compiled, which requires a JDK.
 */
export function locate(folder: string, javaFolder: string, environment: NodeJS.ProcessEnv): LocatedEmulators {
  const downloads = Downloads.parse(
    createRequire(import.meta.url)("firebase-tools/lib/emulator/downloadableEmulatorInfo.json"),
  );
  const cache = environment.FIREBASE_EMULATORS_PATH ?? join(homedir(), ".cache", "firebase", "emulators");
  const has = (name: FirebaseEmulator) => {
    const { binaryPathRelativeToCacheDir, downloadPathRelativeToCacheDir } = downloads[name];
    const given = environment[variableOf(name)];
    return existsSync(given ?? join(cache, binaryPathRelativeToCacheDir ?? downloadPathRelativeToCacheDir));
  };
  const absent = names.filter((name) => !has(name));
  const launched = absent.length > 0 ? launchersFor({ folder, javaFolder }, absent, environment) : {};
  const missing = absent.filter((name) => launched[variableOf(name)] === undefined);
  return {
    here: names.filter((name) => !missing.includes(name)),
    missing: missing.map((name) => ({ name, file: join(cache, downloads[name].downloadPathRelativeToCacheDir) })),
    environment: launched,
  };
}

/** Whether firebase-tools can download emulators now. */
export async function canDownload(environment: NodeJS.ProcessEnv): Promise<boolean> {
  if (environment.HTTPS_PROXY ?? environment.https_proxy) return true; // the proxy resolves names, not this machine
  return lookup("storage.googleapis.com").then(
    () => true,
    () => false,
  );
}

/** See `getDownloadDetails` in its lib/emulator/downloadableEmulators.js. */
function variableOf(name: FirebaseEmulator): string {
  return `${name.toUpperCase()}_EMULATOR_BINARY_PATH`;
}

interface Place {
  readonly folder: string;
  readonly javaFolder: string;
}

/** Each writes a launcher for firebase-tools and returns its path, or undefined if it cannot. */
const launchers: Readonly<Record<FirebaseEmulator, (place: Place, found: FoundEmulators) => string | undefined>> = {
  firestore({ folder }, { firestoreJar }) {
    const main = "com.google.cloud.datastore.emulator.firestore.CloudFirestore";
    return writeLauncher(join(folder, "firestore.jar"), launcherJar(main, [pathToFileURL(firestoreJar)]));
  },

  pubsub({ folder }, { pubsubJar }) {
    const quoted = `'${pubsubJar.replaceAll("'", String.raw`'\''`)}'`;
    return writeLauncher(join(folder, "pubsub"), `#!/bin/sh\nexec java -jar ${quoted} "$@"\n`);
  },

  storage({ folder, javaFolder }, { firestoreJar }) {
    const compiler = join(javaFolder, "javac");
    const source = join(projectRoot, "emulators/firebase/StorageRules.java");
    // A runtime without JDK has no compiler, and another emulator version may have other classes.
    if (spawnSync(compiler, ["-cp", firestoreJar, "-d", folder, source]).status !== 0) return undefined;
    const classPath = [pathToFileURL(firestoreJar), pathToFileURL(`${folder}/`)];
    return writeLauncher(join(folder, "storage.jar"), launcherJar("StorageRules", classPath));
  },
};

function launchersFor(
  place: Place,
  absent: readonly FirebaseEmulator[],
  { GOOGLE_EMULATORS_DIR }: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const found = findEmulators(GOOGLE_EMULATORS_DIR);
  if (!found.found) return {};
  return Object.fromEntries(
    absent.flatMap((name) => {
      const launcher = launchers[name](place, found);
      return launcher === undefined ? [] : [[variableOf(name), launcher]];
    }),
  );
}

function writeLauncher(file: string, content: string | Buffer): string {
  writeFileSync(file, content, { mode: 0o755 });
  return file;
}
