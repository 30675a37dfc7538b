import type { ServerResponse } from "node:http";
import type { Problem } from "../../../shared/http/problem.ts";
import { problemDocument } from "../../../shared/http/to-problem.ts";

export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): void {
  const body = Buffer.from(JSON.stringify(problemDocument(problem, requestId)));
  response.writeHead(problem.status, {
    ...headers,
    ...problem.headers,
    "Content-Type": "application/problem+json",
    "Content-Length": String(body.length),
  });
  response.end(body);
}
