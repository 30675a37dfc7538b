import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { PlatformLog } from "../embedded/log.ts";
import type { PlatformDoor } from "../platform.ts";
import { sendResponse } from "./http.ts";

/** Where the emulators deliver to: one HTTP endpoint of this process, closed to everything until it is opened. */
export interface LocalDoor {
  /** Listens from the first call on. Without a trailing slash. */
  url(): Promise<string>;
  /** `path` begins with `/`. */
  route(path: string, door: PlatformDoor): void;
  open(prefix: string): void;
  /** Refuses what comes to these paths from now on, and waits for what is in hand, at most `graceMs`. */
  shut(prefix: string, graceMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps its port in `<dataDir>/door-port`, so that what was scheduled before a restart finds the process again; takes
 * another where that one is in use.
 */
export function localDoor(dataDir: string, log: PlatformLog): LocalDoor {
  const portFile = join(dataDir, "door-port");
  const routes = new Map<string, PlatformDoor>();
  const inHand = new Map<Promise<void>, string>();
  const opened = new Set<string>();
  let listening: Promise<Server> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const door = routes.get(path);
    if (!door || ![...opened].some((prefix) => path.startsWith(prefix))) return sendResponse(response, 503);
    const work = door(request, response).catch((error) => {
      log.error({ path, error }, "a local delivery failed; it comes again");
      if (!response.headersSent) sendResponse(response, 503);
    });
    inHand.set(work, path);
    await work;
    inHand.delete(work);
  }

  function listenAt(port: number): Promise<Server> {
    const server = createServer((request, response) => void serve(request, response));
    return new Promise((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server));
    });
  }

  async function listen(): Promise<Server> {
    const kept = await readFile(portFile, "utf8").catch(() => "0");
    const server = await listenAt(Number(kept)).catch(() => listenAt(0));
    await mkdir(dataDir, { recursive: true });
    await writeFile(portFile, String((server.address() as AddressInfo).port));
    return server;
  }

  return {
    async url() {
      listening ??= listen();
      return `http://127.0.0.1:${((await listening).address() as AddressInfo).port}`;
    },
    route: (path, door) => void routes.set(path, door),
    open: (prefix) => void opened.add(prefix),
    async shut(prefix, graceMs) {
      opened.delete(prefix);
      const giveUp = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
      const held = [...inHand].filter(([, path]) => path.startsWith(prefix)).map(([work]) => work);
      await Promise.race([Promise.all(held), giveUp]);
    },
    async close() {
      const server = await listening;
      if (!server) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
