import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../run-cli.ts";

const item = (id: number) => ({
  conversation_id: `c${id}`,
  session_at: "2026-11-30T00:00:00.000Z",
  line: `{"n":${id}}`,
});
const leftOut = (count: number) => [{ reason: "consent-missing", count }];
const pages: Readonly<Record<string, unknown>> = {
  "": { items: [item(1), item(2)], looked_at: 3, left_out: leftOut(1), next_cursor: "second" },
  second: { items: [], looked_at: 4, left_out: leftOut(4), next_cursor: "third" },
  third: { items: [item(3)], looked_at: 1, left_out: [], next_cursor: null },
};

let server: Server;
let folder: string;
let asked: URL[] = [];
/** Cursors of pages that the server cannot give. */
let broken: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tuning-"));
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    asked.push(url);
    const cursor = url.searchParams.get("cursor") ?? "";
    response.writeHead(broken.includes(cursor) ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(pages[cursor]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  asked = [];
  broken = [];
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function tuning(out: string, ...more: readonly string[]) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runCli(["success", "tuning", "--client", "client_123", "--url", url, "--token", "t", "--out", out, ...more]);
}

it("writes every page and prints what was left out", async () => {
  const out = join(folder, "all.jsonl");
  const { exitCode, stdout } = await tuning(out, "--minimum", "9", "--complete-answers");
  expect(exitCode).toBe(0);
  expect(readFileSync(out, "utf8")).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
  expect(statSync(out).mode & 0o077).toBe(0);
  expect(stdout).toContain("Written: 3 conversations, 24 bytes");
  expect(stdout).toMatch(/consent-missing\s+5/);
  expect(asked.map(({ searchParams }) => [searchParams.get("minimum"), searchParams.get("masked_answers")])).toEqual(
    Array.from({ length: 3 }, () => ["9", "leave-out"]),
  );
});

it("keeps the file of before when the server breaks off in the middle", async () => {
  const out = join(folder, "old.jsonl");
  writeFileSync(out, "before\n");
  broken = ["third"];
  expect((await tuning(out)).exitCode).not.toBe(0);
  expect(readFileSync(out, "utf8")).toBe("before\n");
});

it("says which file cannot be written", async () => {
  const { exitCode, stderr } = await tuning(join(folder, "nowhere", "set.jsonl"));
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(/nowhere.set\.jsonl cannot be written.*--out/s);
});
