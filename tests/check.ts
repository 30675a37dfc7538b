import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { compileMessages } from "../functions/hosts/build/console-app.ts";

/** `npm run check`: everything that can be said without running the product, side by side; what fails is printed whole. */
const checks = [
  "tsc",
  "tsc -p functions/endpoints/console/app",
  "biome check .",
  "knip",
  "node tests/structure/main.ts --check",
  "node functions/hosts/local/write-openapi.ts --check",
  "node functions/hosts/build/write-manifest.ts --check",
  "node functions/hosts/build/write-reference.ts --check",
];

// The console's texts are compiled first: its pages import them, and knip and tsc look for them.
await compileMessages();
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
