import { spawnSync } from "node:child_process";

/**
 * `npm test`: without words, what CI runs: the checks, then every test. With words, jest alone on the files they name,
 * so that editing one file and running its test takes a second: `npm test -- shared/config/load.test.ts`.
 */
const words = process.argv.slice(2);
const jest = ["--experimental-vm-modules", "--no-warnings", "node_modules/jest/bin/jest.js", ...words];
const commands =
  words.length === 0
    ? [
        ["npm", "run", "check"],
        [process.execPath, ...jest],
      ]
    : [[process.execPath, ...jest]];

for (const [command = "", ...rest] of commands) {
  const { status } = spawnSync(command, rest, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
