import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** The jars of Google's own emulators. */
export interface FoundEmulators {
  readonly firestoreJar: string;
  readonly pubsubJar: string;
}

export type Search =
  | ({ readonly found: true } & FoundEmulators)
  /** One line that says what is missing and how to get it. */
  | { readonly found: false; readonly notice: string };

/**
 * Finds the emulators in the given folder (`GOOGLE_EMULATORS_DIR`), the gcloud CLI's components folder, or
 * firebase-tools' downloads.
 */
export function findEmulators(given?: string): Search {
  const firestoreJar = firstIn(given ? [given] : folders(), firestoreIn);
  const pubsubJar = firstIn(given ? [given] : folders(), pubsubIn);
  const missing = [firestoreJar ? "" : "Firestore", pubsubJar ? "" : "Pub/Sub"].filter((name) => name !== "");
  const where = given ? ` in GOOGLE_EMULATORS_DIR=${given}` : "";
  if (!firestoreJar || !pubsubJar)
    return {
      found: false,
      notice: `no Google emulator for ${missing.join(" and ")}${where}. Install them with "gcloud components install cloud-firestore-emulator pubsub-emulator"`,
    };
  if (!hasJava()) return { found: false, notice: "Google's emulators need Java 11 or newer, and there is no java" };
  return { found: true, firestoreJar, pubsubJar };
}

function* folders(): Generator<string> {
  const gcloud = gcloudCommand();
  if (gcloud) yield join(dirname(dirname(realpathSync(gcloud))), "platform");
  yield join(homedir(), ".cache", "firebase", "emulators");
  const root = sdkRoot();
  if (root) yield join(root, "platform");
}

function firstIn(places: Iterable<string>, jarIn: (folder: string) => string | undefined): string | undefined {
  for (const place of places) {
    const jar = existsSync(place) ? jarIn(place) : undefined;
    if (jar) return jar;
  }
  return undefined;
}

function firestoreIn(folder: string): string | undefined {
  const component = join(folder, "cloud-firestore-emulator", "cloud-firestore-emulator.jar");
  if (existsSync(component)) return component;
  const download = newest(folder, /^cloud-firestore-emulator-v[\d.]+\.jar$/);
  return download && join(folder, download);
}

function pubsubIn(folder: string): string | undefined {
  const download = newest(folder, /^pubsub-emulator-[\d.]+$/);
  for (const root of [
    join(folder, "pubsub-emulator"),
    ...(download ? [join(folder, download, "pubsub-emulator")] : []),
  ]) {
    const lib = join(root, "lib");
    const jar = existsSync(lib) ? newest(lib, /^cloud-pubsub-emulator-.*\.jar$/) : undefined;
    if (jar) return join(lib, jar);
  }
  return undefined;
}

function newest(folder: string, pattern: RegExp): string | undefined {
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
}

function gcloudCommand(): string | undefined {
  try {
    const found = execFileSync("sh", ["-c", "command -v gcloud"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return found.trim();
  } catch {
    return undefined; // gcloud is not installed
  }
}

/** Asked last, because it takes seconds. Only this reveals the installation behind a wrapper script `gcloud`. */
function sdkRoot(): string | undefined {
  try {
    const args = ["info", "--format=value(installation.sdk_root)"];
    return execFileSync("gcloud", args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 30_000,
    }).trim();
  } catch {
    return undefined; // gcloud is not installed
  }
}

function hasJava(): boolean {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore", timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}
