import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { until } from "../../tests/contracts/open-platform.ts";
import { reportReady } from "./report-ready.ts";

test("a worker says that it takes calls only while it is connected", async () => {
  let status = 200;
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const said: string[] = [];
  const say = (_data: unknown, message: string) => void said.push(message);
  const log = { info: say, warn: say } as never;
  const stop = reportReady({ port, calls: () => 2, log, everyMs: 200 });
  await until("it reports", async () => said.includes("Takes calls from LiveKit"));
  status = 503;
  await until("it warns", async () => said.includes("Is not connected to LiveKit"));
  server.close();
  server.closeAllConnections();
  await until("it says that nobody answers", async () => said.includes("The health port does not answer"));
  stop();
});
