import { type Sidecar, sidecar } from "./sidecar.ts";

const shared = new Map<string, Sidecar>();

/** All calls of the process share one program: each holds a model of 60–150 MB. */
export function sharedSidecar(command: string, args: readonly string[]): Sidecar {
  const key = [command, ...args].join("\0");
  const known = shared.get(key) ?? sidecar(command, args);
  shared.set(key, known);
  return known;
}
