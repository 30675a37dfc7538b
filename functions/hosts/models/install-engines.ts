import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonIn } from "../../../voice-runner/providers/embedded/installed-parts.ts";
import type { Engine } from "./voice-manifest.ts";

const run = promisify(execFile);
const installTimeoutMs = 1_800_000;

/** @throws Error with pip's own words when an engine cannot be installed */
export async function installEngines(
  engines: readonly Engine[],
  { folder, say }: { readonly folder: string; say(line: string): void },
): Promise<void> {
  const python = pythonIn(folder);
  if (!existsSync(python)) {
    const system = process.platform === "win32" ? "python" : "python3";
    await run(system, ["-m", "venv", join(folder, "python")]).catch((error: unknown) => {
      throw new Error(`${system} -m venv failed. Install Python 3.9 or newer with venv and pip.`, { cause: error });
    });
  }
  for (const { name, version, license, official, for: purpose } of engines) {
    const there = await installedVersion(python, name);
    if (there === version) {
      say(`${name} ${version} is installed.`);
      continue;
    }
    say(`${name} ${version}, license ${license}: ${purpose}`);
    say(`  made by ${official}`);
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`], {
      timeout: installTimeoutMs,
    });
  }
}

async function installedVersion(python: string, name: string): Promise<string | undefined> {
  const script = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))";
  const found = await run(python, ["-c", script, name]).catch(() => undefined);
  return found?.stdout.trim();
}
