import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { PlatformLog } from "../../embedded/log.ts";
import type { PlatformEndpoint } from "../../platform.ts";
import { sendResponse } from "../http.ts";

/** The HTTP endpoint of this process for the emulators' deliveries. Every path is closed until it is opened. */
export interface LocalEndpoint {
  /** Starts listening at the first call. The URL has no trailing slash. */
  url(): Promise<string>;
  /** `path` starts with `/`. */
  route(path: string, endpoint: PlatformEndpoint): void;
  open(prefix: string): void;
  /** Rejects new requests under the prefix and waits at most `graceMs` for running ones. */
  shut(prefix: string, graceMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps its port in `<dataDir>/door-port`, so that tasks scheduled before a restart reach the process again. Takes
 * another port when that one is in use.
 */
export function localEndpoint(dataDir: string, log: PlatformLog): LocalEndpoint {
  const portFile = join(dataDir, "door-port");
  const routes = new Map<string, PlatformEndpoint>();
  const inHand = new Map<Promise<void>, string>();
  const opened = new Set<string>();
  let listening: Promise<Server> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const endpoint = routes.get(path);
    if (!endpoint || ![...opened].some((prefix) => path.startsWith(prefix))) return sendResponse(response, 503);
    const work = endpoint(request, response).catch((error) => {
      log.error({ path, error }, "a local delivery failed, it is retried");
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
    route: (path, endpoint) => void routes.set(path, endpoint),
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
