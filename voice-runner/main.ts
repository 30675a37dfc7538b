import { fileURLToPath } from "node:url";
import { readEnvironment } from "../shared/environment.ts";
import { startSocket } from "./socket/start-socket.ts";
import { startRunner } from "./worker/start-runner.ts";

/**
 * `npm run voice`: connects to LiveKit and carries the calls of all tenants. With VOICE_SOCKET_PORT it serves the socket of
 * chats and calls instead, without LiveKit. SIGTERM ends it after its last call.
 */
async function main(): Promise<void> {
  const { VOICE_SOCKET_PORT } = readEnvironment();
  if (VOICE_SOCKET_PORT !== undefined) return startSocket(VOICE_SOCKET_PORT);
  return startRunner(fileURLToPath(new URL("./worker/job.ts", import.meta.url)));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
