import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

export type JavaSearch =
  /** The folder that holds `java`. */
  { readonly found: true; readonly folder: string } | { readonly found: false; readonly notice: string };

/** firebase-tools 15 refuses older ones (its lib/emulator/commandUtils.js). */
const oldestMajor = 21;

const usualFolders = [
  "/usr/lib/jvm/*/bin",
  "/opt/homebrew/opt/openjdk*/bin",
  "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin",
];

/** The first Java that is new enough: of `JAVA_HOME`, of the PATH, of where systems install it. */
export function findJava(environment: NodeJS.ProcessEnv): JavaSearch {
  const folder = folders(environment)
    .filter((one) => existsSync(join(one, "java")))
    .find((one) => majorOf(join(one, "java")) >= oldestMajor);
  if (folder !== undefined) return { found: true, folder };
  return {
    found: false,
    notice: `firebase-tools needs Java ${oldestMajor} or newer: install it, or name it in JAVA_HOME`,
  };
}

function folders({ JAVA_HOME, PATH = "" }: NodeJS.ProcessEnv): readonly string[] {
  const onPath = PATH.split(delimiter).filter((one) => one !== "");
  return [...(JAVA_HOME ? [join(JAVA_HOME, "bin")] : []), ...onPath, ...globSync(usualFolders)];
}

/** 0 for what does not run. It tells on stderr: `openjdk version "25.0.1" 2025-10-21 LTS`. */
function majorOf(java: string): number {
  const { stderr } = spawnSync(java, ["-version"], { encoding: "utf8", timeout: 30_000 });
  return Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
}
