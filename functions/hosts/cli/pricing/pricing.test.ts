import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../run-cli.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-pricing-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  [[], 2, "Name a file of inputs, or --conversations or --calls."],
  [["none.yaml"], 1, "There is no file"],
  [["list.yaml"], 1, "must hold the fields of the inputs"],
  [["broken.yaml"], 1, "neither YAML nor JSON"],
  [["--calls", "5", "--rate", "84.5"], 2, "such as USD=84.50"],
])("refuses %j before it asks the product", async (words, exitCode, told) => {
  writeFileSync(join(folder, "list.yaml"), "- 1\n");
  writeFileSync(join(folder, "broken.yaml"), "volumes: [\n");
  const paths = words.map((word) => (word.endsWith(".yaml") ? join(folder, word) : word));
  const ran = await runCli(["pricing", "create", ...paths, "--client", "client_123", "--data-dir", folder]);
  expect(ran.exitCode).toBe(exitCode);
  expect(ran.stderr).toContain(told);
});
