import { spawn, spawnSync } from "node:child_process";

/**
 * `npm run test:busy -- FILES`: runs tests at a low priority beside four processes that never rest. A test that passes
 * here does not depend on how fast the machine is. The four have the same low priority, so other work goes first.
 */
const paths = process.argv.slice(2);
const loop = "for (;;) Math.sqrt(Math.random())";
const others = Array.from({ length: 4 }, () =>
  spawn("nice", ["-n", "10", process.execPath, "--eval", loop], { stdio: "ignore" }),
);
const { status } = spawnSync("nice", ["-n", "10", process.execPath, "tests/jest/main.ts", ...paths], {
  stdio: "inherit",
});
for (const other of others) other.kill("SIGKILL");
process.exit(status ?? 1);
