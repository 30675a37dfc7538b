import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readEnvironment } from "../../../shared/environment.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { compose } from "../../app/compose.ts";
import { engines } from "../../index.ts";
import { storedCollections } from "./collections.ts";
import { firestoreIndexes } from "./firestore-indexes.ts";
import { manifest } from "./manifest.ts";

/**
 * `npm run manifest`: writes terraform/functions.json from the register, and firestore.indexes.json from the
 * collections' declarations. `--check` only compares.
 */
const outputs = {
  "terraform/functions.json": await register(),
  "firestore.indexes.json": firestoreIndexes(await storedCollections(engines)),
};
for (const [path, content] of Object.entries(outputs)) {
  const file = join(projectRoot, path);
  const text = format(JSON.stringify(content), basename(path));
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${path} is stale. Run \`npm run manifest\` and commit it.`);
    process.exitCode = 1;
  }
}

async function register(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), "manifest-"));
  const environment = readEnvironment({ DATA_DIR: folder });
  const platform = await openPlatform(environment);
  try {
    const log = createLogger({ level: "error" });
    return await manifest(engines, compose({ engines, environment, platform, publicUrl: "http://127.0.0.1", log }));
  } finally {
    await platform.close(1_000);
    rmSync(folder, { recursive: true });
  }
}

/** Formatted as `npm run check` requires. */
function format(json: string, name: string): string {
  const biome = join(projectRoot, "node_modules/.bin/biome");
  return execFileSync(biome, ["format", `--stdin-file-path=${name}`], {
    input: json,
    encoding: "utf8",
    cwd: projectRoot,
  });
}
