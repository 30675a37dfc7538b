import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";
import { onceProvidersStart } from "./production-plan.ts";

it("terraform is formatted and valid, and its own tests pass", () => {
  const { status, stdout, stderr } = onceProvidersStart(() =>
    spawnSync("bash", [join(projectRoot, "terraform/check.sh")], { encoding: "utf8" }),
  );
  if (stdout.startsWith("skipped")) console.warn(stdout.trim());
  expect(status === 0 ? "" : stdout + stderr).toBe("");
}, 600_000);
