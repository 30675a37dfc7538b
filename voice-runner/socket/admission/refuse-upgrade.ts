import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problemDocument, toProblem } from "../../../shared/http/to-problem.ts";

/** Answers an `upgrade` request with a problem document, and closes. */
export function refuseUpgrade(socket: Duplex, error: unknown, requestId: string): void {
  const problem = toProblem(error);
  const body = JSON.stringify(problemDocument(problem, requestId));
  const headers = {
    "Content-Type": "application/problem+json",
    "Content-Length": String(Buffer.byteLength(body)),
    "X-Request-Id": requestId,
    Connection: "close",
    ...problem.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? "Error"}\r\n`;
  socket.end(`${status}${lines.join("")}\r\n${body}`);
}
