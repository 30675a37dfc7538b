import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Installed } from "./plan.ts";

/** Where packages put Grafana's own files: Debian, Homebrew on Apple's and on Intel's processors. */
const grafanaHomes = [
  "/usr/share/grafana",
  "/opt/homebrew/opt/grafana/share/grafana",
  "/usr/local/opt/grafana/share/grafana",
];

/** Looks for the programs on the PATH. */
export function findInstalled(): Installed {
  const prometheus = firstOf(["prometheus", "--version"]);
  const grafana = firstOf(["grafana", "--version"], ["/usr/share/grafana/bin/grafana", "--version"]);
  const jaeger = firstOf(["jaeger", "version"], ["jaeger-all-in-one", "version"]);
  const home = grafanaHomes.find((folder) => existsSync(folder));
  return {
    ...(prometheus === undefined ? {} : { prometheus }),
    ...(grafana === undefined ? {} : { grafana: { command: grafana, ...(home === undefined ? {} : { home }) } }),
    ...(jaeger === undefined ? {} : { jaeger }),
  };
}

function firstOf(...asked: readonly (readonly [command: string, option: string])[]): string | undefined {
  return asked.find(([command, option]) => spawnSync(command, [option], { timeout: 10_000 }).status === 0)?.[0];
}
