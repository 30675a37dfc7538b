import { loopback, startServerProcess } from "../server-process.ts";
import type { FoundEmulators } from "./find.ts";

export interface Emulator {
  /** `host:port` */
  readonly address: string;
  close(): Promise<void>;
}

/** Starts Google's Firestore emulator. `rules` is a security rules file. Closing it deletes its data. */
export function launchFirestore(
  found: Pick<FoundEmulators, "firestoreJar">,
  options: { readonly port?: number; readonly rules?: string } = {},
): Promise<Emulator> {
  return launch("Firestore emulator", options.port ?? 8080, (port) => [
    "-Duser.language=en", // the emulator has English messages only
    "-cp",
    found.firestoreJar,
    "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
    "start",
    `--host=${loopback}`,
    `--port=${port}`,
    ...(options.rules ? [`--rules=${options.rules}`] : []),
  ]);
}

export function launchPubsub(
  found: Pick<FoundEmulators, "pubsubJar">,
  options: { readonly port?: number } = {},
): Promise<Emulator> {
  return launch("Pub/Sub emulator", options.port ?? 8085, (port) => [
    "-jar",
    found.pubsubJar,
    `--host=${loopback}`,
    `--port=${port}`,
  ]);
}

async function launch(name: string, port: number, args: (port: number) => readonly string[]): Promise<Emulator> {
  const started = await startServerProcess({
    name,
    port,
    command: "java",
    args: (port) => ["-Xmx512m", ...args(port)],
  });
  return { address: `${started.host}:${started.port}`, close: started.close };
}
