import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";
import { usualPorts } from "../google/start.ts";
import { findJava } from "./java.ts";
import { canDownload, locate } from "./locate.ts";

/**
 * `npm run emulators`: runs `firebase emulators:start` with firebase.json, a supported Java, and the emulators that are
 * on this machine or can be downloaded. Passes further arguments to firebase-tools.
 */
async function main(args: readonly string[], inherited: NodeJS.ProcessEnv): Promise<void> {
  const java = findJava(inherited);
  if (!java.found) throw new Error(`${java.notice}.`);
  const folder = mkdtempSync(join(tmpdir(), "firebase-emulators-"));
  try {
    const { here, missing, environment } = locate(folder, java.folder, inherited);
    const downloaded = missing.length > 0 && (await canDownload(inherited)) ? missing : [];
    for (const { name, file } of missing.filter((one) => !downloaded.includes(one)))
      console.log(`${name} is left out: ${file} is missing and its download site is unreachable.`);
    const names = [...here, ...downloaded.map(({ name }) => name)];
    if (names.length === 0) throw new Error("No emulator can be started.");
    if (args.length === 0) console.log(`When they are ready, in another terminal:\n  ${hostCommand}`);
    const firebase = createRequire(import.meta.url).resolve("firebase-tools/lib/bin/firebase.js");
    const command = ["emulators:start", "--project", "demo-agent-platform", "--only", names.join(","), ...args];
    const child = spawn(process.execPath, [firebase, ...command], {
      cwd: projectRoot,
      stdio: "inherit",
      env: { ...inherited, ...environment, PATH: `${java.folder}${delimiter}${inherited.PATH}` },
    });
    process.on("SIGTERM", () => void child.kill("SIGTERM"));
    // The terminal sends Ctrl-C to firebase-tools as well. A second signal would make it leave its emulators running.
    process.on("SIGINT", () => void (process.stdin.isTTY || child.kill("SIGINT")));
    const [code] = await once(child, "exit");
    process.exitCode = code ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hostCommand = [
  `FIRESTORE_EMULATOR_HOST=127.0.0.1:${usualPorts.firestore}`,
  `PUBSUB_EMULATOR_HOST=127.0.0.1:${usualPorts.pubsub}`,
  "npm start -- --platform gcp-emulators",
].join(" ");

// biome-ignore lint/style/noProcessEnv: firebase-tools reads an environment of its own, which this passes on whole
main(process.argv.slice(2), process.env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
