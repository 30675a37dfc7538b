import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs in a separate process, so that other objects are not counted and the small heap is read quickly. */
test("a model call through a vendor's client leaks no signal", async () => {
  const file = fileURLToPath(new URL("./signal-leak.fixture.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", file]);
  const left = Object.entries(JSON.parse(stdout) as Record<string, number>);
  expect(left).toHaveLength(4);
  expect(left.filter(([, signals]) => signals >= 10)).toEqual([]);
});
