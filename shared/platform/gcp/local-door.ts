import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PlatformLog } from "../embedded/log.ts";
import type { PlatformDoor } from "../platform.ts";
import { answer } from "./http.ts";

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

/** A fixed port lets what was scheduled before a restart find the process again; 0 takes any free one. */
export function localDoor(port: number, log: PlatformLog): LocalDoor {
  const routes = new Map<string, PlatformDoor>();
  const inHand = new Map<Promise<void>, string>();
  const opened = new Set<string>();
  let listening: Promise<Server> | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const door = routes.get(path);
    if (!door || ![...opened].some((prefix) => path.startsWith(prefix))) return answer(response, 503);
    const work = door(request, response).catch((error) => {
      log.error({ path, error }, "a local delivery failed; it comes again");
      if (!response.headersSent) answer(response, 503);
    });
    inHand.set(work, path);
    await work;
    inHand.delete(work);
  }

  async function listen(): Promise<Server> {
    const server = createServer((request, response) => void serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
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
