import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "./run-cli.ts";

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cli-empty-"));
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ _platform: { JWT_SECRET: "x".repeat(40) } }));
  server = createServer((_, response) => {
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ items: [], next_cursor: null }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  [["approvals", "list"], "Nothing waits for approval."],
  [["approvals", "list", "--status", "pending"], "Nothing waits for approval."],
  [["approvals", "list", "--status", "expired"], "No request is expired."],
  [["pricing", "list"], "There are no pricings."],
  [["proposals", "list"], "There are no proposals."],
  [["proposals", "list", "--status", "open"], "No proposal is open."],
  [["clients", "list"], "There are no such clients."],
  [["people", "list"], "There are no such people."],
  [["tickets", "list"], "There are no tickets."],
  [["tickets", "list", "--status", "open"], "There are no such tickets."],
])("%j of nothing tells what there is none of", async (words, told) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ran = await runCli([...words, "--client", "client_123", "--data-dir", folder, "--url", url]);
  expect(ran).toMatchObject({ exitCode: 0, stdout: `${told}\n` });
});

it("tells that a file to import is not there", async () => {
  const words = ["tables", "import", "loans", join(folder, "none.csv"), "--client", "client_123", "--data-dir", folder];
  expect(await runCli(words)).toMatchObject({
    exitCode: 1,
    stderr: `error: There is no file ${join(folder, "none.csv")}.\n`,
  });
});
