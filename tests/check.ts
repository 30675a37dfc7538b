import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** `npm run check`: everything that can be said without running the product, side by side; what fails is printed whole. */
const checks = [
  "tsc",
  "biome check .",
  "knip",
  "node tests/structure/main.ts --check",
  "node functions/hosts/local/write-openapi.ts --check",
  "node functions/hosts/build/write-manifest.ts --check",
  "node functions/hosts/build/write-reference.ts --check",
];

const results = await Promise.all(
  checks.map(async (command) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const [code, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    console.log(code === 0 ? `ok      ${command}` : `FAILED  ${command}\n${out}${errors}`);
    return code;
  }),
);
process.exitCode = results.every((code) => code === 0) ? 0 : 1;
