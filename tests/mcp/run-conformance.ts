import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const suites = {
  "2025-11-25": "@modelcontextprotocol/conformance",
  "2026-07-28": "conformance-2026",
} as const;

/** Runs a conformance suite in a process of its own. `output` ends with its summary. */
export async function runConformance(
  revision: keyof typeof suites,
  options: readonly string[],
  outputDir: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const main = createRequire(import.meta.url).resolve(`${suites[revision]}/dist/index.js`);
  const child = spawn(process.execPath, [main, ...options, "--output-dir", outputDir], { cwd: process.cwd() });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}
