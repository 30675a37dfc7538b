import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { http } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { HttpHandler } from "./shell.ts";

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

let served = 0;

/** Serves a handler on functions-framework, as in production, on a free port. */
export async function serveFunction(handler: HttpHandler): Promise<TestServer> {
  const name = `test-${served++}`;
  http(name, handler);
  const server = getTestServer(name).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
