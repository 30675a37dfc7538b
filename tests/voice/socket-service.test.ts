import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { freePort, loopback } from "../../emulators/server-process.ts";
import { until } from "../contracts/open-platform.ts";
import { startNode } from "../flows/stage/node-process.ts";

test("the voice runner serves the socket alone, without LiveKit, until SIGTERM", async () => {
  const [port, dataDir] = [await freePort(), mkdtempSync(join(tmpdir(), "socket-service-"))];
  const service = startNode("voice-runner/main.ts", [], {
    NODE_ENV: "test",
    LOG_LEVEL: "info",
    DATA_DIR: dataDir,
    VOICE_SOCKET_PORT: String(port),
    JWT_SECRET: "j".repeat(40),
    API_KEY_PEPPER: "p".repeat(40),
  });
  try {
    await until("it takes connections", () =>
      fetch(`http://${loopback}:${port}/`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const socket = new WebSocket(`ws://${loopback}:${port}/v1/socket`);
    const answer = new Promise((resolve) => {
      socket.once("message", (data) => resolve(JSON.parse(data.toString())));
    });
    socket.once("open", () => socket.send(JSON.stringify({ type: "start", version: 1, mode: "chat", token: "none" })));
    expect(await answer).toMatchObject({ type: "problem", problem: { status: 401 } });
    expect(await service.signal("SIGTERM")).toBe(0);
  } finally {
    await service.signal("SIGKILL");
    rmSync(dataDir, { recursive: true });
  }
});
