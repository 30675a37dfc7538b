import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { runCli } from "../run-cli.ts";

const approval = {
  approval_id: "a1",
  conversation_id: "c1",
  customer_id: "u1",
  tool: "waive_fee",
  title: "Waive fee",
  channel: "web_chat",
  lines: [],
  role: "admin",
  status: "approved",
  answered_by: "me",
  answered_at: null,
  comment: null,
  run: null,
  requested_at: "2026-11-29T06:00:00Z",
  expires_at: "2026-11-30T06:00:00Z",
};

it("answers with a role that may answer every request", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cli-approvals-"));
  const roles: unknown[] = [];
  const server = createServer((request, response) => {
    roles.push(decodeJwt(String(request.headers.authorization).slice("Bearer ".length)).roles);
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(approval));
  });
  try {
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(join(folder, "secrets.json"), JSON.stringify({ _platform: { JWT_SECRET: "x".repeat(40) } }));
    const options = ["--client", "client_123", "--data-dir", folder, "--url", url];
    for (const verb of ["approve", "decline"])
      expect(await runCli(["approvals", verb, "a1", ...options])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(roles).toEqual([["admin"], ["admin"]]);
  } finally {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true, force: true });
  }
});
