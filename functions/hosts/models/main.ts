import { readFileSync } from "node:fs";
import { readEnvironment } from "../../../shared/environment.ts";
import { installModel, Manifest } from "./install.ts";
import { sources } from "./sources.ts";

/** `npm run models:install`: installs every model of manifest.json into MODELS_DIR. */
const manifest = Manifest.parse(JSON.parse(readFileSync(new URL("./manifest.json", import.meta.url), "utf8")));
const folder = readEnvironment().MODELS_DIR;
try {
  for (const model of manifest.models) await installModel(model, { folder, sources, say: console.log });
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`${why} Knowledge is searched by words until then.`);
  process.exitCode = 1;
}
