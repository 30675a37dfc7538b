import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runConformance } from "./run-conformance.ts";
import { serveEverything } from "./serve-everything.ts";

let outputDir: string;

beforeEach(() => {
  outputDir = mkdtempSync(join(tmpdir(), "mcp-conformance-"));
});
afterEach(() => rmSync(outputDir, { recursive: true }));

function expectConformance({ code, output }: { readonly code: number | null; readonly output: string }): void {
  const summary = output.slice(output.lastIndexOf("=== SUMMARY ==="));
  expect(summary).toMatch(/Total: \d+ passed/);
  if (code !== 0) throw new Error(summary);
}

describe("/v1/mcp, except for what its baseline names", () => {
  it.each([
    ["2025-11-25", []],
    ["2026-07-28", ["--requirements", "2026-07-28"]],
  ] as const)("conforms to the specification of %s", async (revision, how) => {
    const server = await serveEverything();
    try {
      const baseline = ["--expected-failures", `tests/mcp/baseline-${revision}.yaml`];
      const url = ["--url", `${server.url}/v1/mcp`];
      expectConformance(await runConformance(revision, ["server", ...url, ...how, ...baseline], outputDir));
    } finally {
      await server.close();
    }
  });
});

/**
 * The scenarios in which no person takes part. The product has no user who could authorise a client in a browser, so the
 * other scenarios of authorization are left out; so is `sse-retry`, because a call whose stream breaks is repeated or
 * left to a person; and elicitation, because an outside server may not question customers.
 */
describe("the client of `type: mcp` tools", () => {
  const client = `${process.execPath} tests/mcp/conformance-client.ts`;
  const now = ["--spec-version", "2026-07-28"];

  it.each([
    ["2025-11-25", "initialize", []],
    ["2025-11-25", "tools_call", []],
    ["2025-11-25", "auth/client-credentials-basic", []],
    ["2026-07-28", "tools_call", now],
    ["2026-07-28", "request-metadata", now],
    ["2026-07-28", "http-standard-headers", now],
    ["2026-07-28", "http-custom-headers", now],
    ["2026-07-28", "http-invalid-tool-headers", now],
    ["2026-07-28", "json-schema-ref-no-deref", now],
    ["2026-07-28", "auth/client-credentials-basic", []],
  ] as const)("conforms to %s in %s", async (revision, scenario, how) => {
    const words = ["client", "--command", client, "--scenario", scenario, ...how];
    const { code, output } = await runConformance(revision, words, outputDir);
    if (code !== 0 || !output.includes("OVERALL: PASSED")) throw new Error(output.slice(-3000));
  });
});
