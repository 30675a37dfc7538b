import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

export type JavaSearch =
  /** The folder that contains `java`. */
  { readonly found: true; readonly folder: string } | { readonly found: false; readonly notice: string };

/** The minimum Java version of firebase-tools 15 (its lib/emulator/commandUtils.js). */
const minimumMajor = 21;

const usualFolders = [
  "/usr/lib/jvm/*/bin",
  "/opt/homebrew/opt/openjdk*/bin",
  "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin",
];

/** Finds the first supported Java in `JAVA_HOME`, the PATH and the usual installation folders. */
export function findJava(environment: NodeJS.ProcessEnv): JavaSearch {
  const folder = folders(environment)
    .filter((one) => existsSync(join(one, "java")))
    .find((one) => majorOf(join(one, "java")) >= minimumMajor);
  if (folder !== undefined) return { found: true, folder };
  return {
    found: false,
    notice: `firebase-tools needs Java ${minimumMajor} or newer. Install it, or set JAVA_HOME`,
  };
}

function folders({ JAVA_HOME, PATH = "" }: NodeJS.ProcessEnv): readonly string[] {
  const onPath = PATH.split(delimiter).filter((one) => one !== "");
  return [...(JAVA_HOME ? [join(JAVA_HOME, "bin")] : []), ...onPath, ...globSync(usualFolders)];
}

/** The major version, or 0 if it does not run. Java prints it on stderr: `openjdk version "25.0.1" 2025-10-21 LTS`. */
function majorOf(java: string): number {
  const { stderr } = spawnSync(java, ["-version"], { encoding: "utf8", timeout: 30_000 });
  return Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
}
