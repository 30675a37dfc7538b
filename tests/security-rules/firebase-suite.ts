import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findJava } from "../../emulators/firebase/java.ts";
import { type FirebaseEmulator, locate } from "../../emulators/firebase/locate.ts";
import { freePort } from "../../emulators/server-process.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { startNode } from "../flows/stage/node-process.ts";

/** `npm run emulators` with this project's rules and indexes, on its own ports. */
export interface FirebaseSuite {
  /** `host:port` */
  readonly addresses: Readonly<Record<FirebaseEmulator, string>>;
  /** Sends SIGTERM. Resolves with the exit code. */
  close(): Promise<number | null>;
}

/**
 * Undefined when all of `names` are installed on this machine; otherwise one line that says what is missing. Downloads
 * nothing.
 */
export function missingFor(names: readonly FirebaseEmulator[]): string | undefined {
  const java = findJava(process.env);
  if (!java.found) return java.notice;
  const folder = mkdtempSync(join(tmpdir(), "firebase-suite-"));
  const { missing } = locate(folder, java.folder, process.env);
  rmSync(folder, { recursive: true });
  const lacking = missing.find(({ name }) => names.includes(name));
  return lacking && `there is no ${lacking.file} for the ${lacking.name} emulator; "npm run emulators" downloads it`;
}

export async function startFirebaseSuite(names: readonly FirebaseEmulator[]): Promise<FirebaseSuite> {
  const folder = mkdtempSync(join(tmpdir(), "firebase-suite-"));
  for (const name of ["firestore.rules", "firestore.indexes.json", "storage.rules"])
    writeFileSync(join(folder, name), readFileSync(join(projectRoot, name)));
  const config = JSON.parse(readFileSync(join(projectRoot, "firebase.json"), "utf8"));
  const ports = { firestore: await freePort(), pubsub: await freePort(), storage: await freePort() };
  for (const [name, port] of Object.entries(ports)) config.emulators[name].port = port;
  writeFileSync(join(folder, "firebase.json"), JSON.stringify(config));

  const args = ["--only", names.join(","), "--config", join(folder, "firebase.json")];
  const running = startNode("emulators/firebase/main.ts", args, toolLocations());
  await running.printed(/(All emulators ready)/);
  const addressOf = (name: FirebaseEmulator) => `127.0.0.1:${ports[name]}`;
  return {
    addresses: { firestore: addressOf("firestore"), pubsub: addressOf("pubsub"), storage: addressOf("storage") },
    async close() {
      const code = await running.signal("SIGTERM");
      rmSync(folder, { recursive: true });
      return code;
    },
  };
}

/** The environment variables that locate Java and the emulators. */
function toolLocations(): Record<string, string> {
  const told = /^(JAVA_HOME|GOOGLE_EMULATORS_DIR|FIREBASE_EMULATORS_PATH|\w+_EMULATOR_BINARY_PATH)$/;
  const entries = Object.entries(process.env).filter(([name]) => told.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? ""]));
}
