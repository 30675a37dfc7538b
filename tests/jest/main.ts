import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";

/**
 * `npm test`: without words, what CI runs: the checks, then every test. With words, jest alone on the files they name,
 * so that editing one file and running its test takes a second: `npm test -- shared/config/load.test.ts`.
 */
const words = process.argv.slice(2);
const files = words.length === 0 ? [] : globSync("{functions,shared,emulators,tests,voice-runner}/**/*.test.ts");
for (const word of words) {
  if (word.startsWith("-") || files.some((file) => file.includes(word.replace(/^\.\//, "")))) continue;
  if (!/[/.]/.test(word)) continue; // the value of an option, such as `-t "a name"`
  console.error(`No test file's path contains ${word}. Usage: npm test -- [part of a path …] [jest's options]`);
  process.exit(1);
}
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
