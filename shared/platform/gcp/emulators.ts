import { connect } from "node:net";
import { z } from "zod";

/** The addresses of the emulators and stand-ins: `host:port`, and a URL for Cloud Storage. */
export interface GoogleEmulators {
  readonly firestore: string;
  readonly pubsub: string;
  readonly tasks: string;
  readonly storage: string;
  /** A folder for state that no emulator holds: the keyring, `secrets.json`, and the port for their deliveries. */
  readonly dataDir: string;
}

const answerWithinMs = 5_000;

/** @throws Error naming every emulator that is unreachable. */
export async function requireEmulators(emulators: GoogleEmulators): Promise<void> {
  const wanted = [
    ["Firestore emulator", emulators.firestore, "FIRESTORE_EMULATOR_HOST"],
    ["Pub/Sub emulator", emulators.pubsub, "PUBSUB_EMULATOR_HOST"],
    ["Cloud Tasks stand-in", emulators.tasks, "CLOUD_TASKS_EMULATOR_HOST"],
    ["Cloud Storage stand-in", new URL(emulators.storage).host, "STORAGE_EMULATOR_HOST"],
  ] as const;
  const answers = await Promise.all(wanted.map(([, address]) => isListening(address)));
  const missing = wanted
    .filter((_, place) => !answers[place])
    .map(([name, address, variable]) => `  no ${name} at ${address} (${variable})`);
  if (missing.length > 0)
    throw new Error(`${missing.join("\n")}\n"npm start -- --platform gcp-emulators" starts them all.`);
}

function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(addressOf(address));
    const end = (answered: boolean) => () => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(answerWithinMs, end(false)).once("connect", end(true)).once("error", end(false));
  });
}

export function addressOf(address: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(`http://${address}`);
  return { host: hostname, port: Number(port) };
}

const Signer = z.object({ type: z.literal("service_account"), client_email: z.string(), private_key: z.string() });

/** The service account for signed links that the Cloud Storage stand-in accepts. */
export async function signer(storage: string): Promise<z.infer<typeof Signer>> {
  const response = await fetch(`${storage}/_standin/service-account`);
  return Signer.parse(await response.json());
}
