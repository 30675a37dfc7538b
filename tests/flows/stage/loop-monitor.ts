import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Loaded into a product's process before it (`NODE_OPTIONS=--import`): tells how long its event loop was held. What
 * counts is the CPU time of the main thread between two ticks of a timer, so another process that has the machine does
 * not count. It prints its address. A GET answers the longest hold since the last one, and the work in the time of the
 * request itself, in milliseconds.
 */
const tickMs = 2;
const askMs = 15;
let longestMs = 0;
let last = process.threadCpuUsage();

function tick(): void {
  const now = process.threadCpuUsage();
  longestMs = Math.max(longestMs, (now.user + now.system - last.user - last.system) / 1_000);
  last = now;
}

setInterval(tick, tickMs).unref();

const server = createServer((_request, response) => {
  const { user, system } = process.threadCpuUsage();
  setTimeout(() => {
    const now = process.threadCpuUsage();
    const body = JSON.stringify({ longestMs, workedMs: (now.user + now.system - user - system) / 1_000 });
    longestMs = 0;
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  }, askMs);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`monitor http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
server.unref();
