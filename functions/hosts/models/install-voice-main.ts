import { readFileSync } from "node:fs";
import { readEnvironment } from "../../../shared/environment.ts";
import { embeddedSpeechParts, speechFolder } from "../../../voice-runner/providers/embedded/installed-parts.ts";
import { Manifest } from "./install.ts";
import { installEngines } from "./install-engines.ts";
import { installFiles } from "./install-files.ts";
import { sources } from "./sources.ts";

/** `npm run voice:install`: what speech on this machine needs, into MODELS_DIR/voice. It ends with one line on the result. */
const { voice } = Manifest.parse(JSON.parse(readFileSync(new URL("./manifest.json", import.meta.url), "utf8")));
const modelsDir = readEnvironment().MODELS_DIR;
const folder = speechFolder(modelsDir);
const problems: string[] = [];

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
}

for (const model of voice.models)
  await attempt(() => installFiles(model, { folder, packages: voice.packages, sources, say: console.log }));
await attempt(() => installEngines(voice.engines, { folder, say: console.log }));
for (const problem of problems) console.error(problem);
console.log(embeddedSpeechParts(modelsDir).summary);
if (problems.length > 0) process.exitCode = 1;
