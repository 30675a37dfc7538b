import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Enabled before any other import. The process of each call loads the same code, and finds it compiled.
const { directory } = enableCompileCache();
// biome-ignore lint/style/noProcessEnv: Node hands it to the processes of calls in no other way.
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;

/**
 * `npm run voice`: connects to LiveKit and carries the calls of all tenants. With VOICE_SOCKET_PORT it serves the socket of
 * chats and calls instead, without LiveKit. SIGTERM ends it after its last call.
 */
async function main(): Promise<void> {
  const { readEnvironment } = await import("../shared/environment.ts");
  const { VOICE_SOCKET_PORT } = readEnvironment();
  if (VOICE_SOCKET_PORT !== undefined) {
    const { startSocket } = await import("./socket/start-socket.ts");
    return startSocket(VOICE_SOCKET_PORT);
  }
  const { startRunner } = await import("./worker/start-runner.ts");
  return startRunner(fileURLToPath(new URL("./worker/job.ts", import.meta.url)));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
