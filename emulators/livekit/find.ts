import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The version that is tested. `go install …@version` refuses 1.13.6 and later, whose go.mod has `replace` lines. */
export const liveKitVersion = "1.13.5";

/** Where the installer puts what it builds, outside any checkout. */
export const rigFolder = join(homedir(), ".cache", "voice-rig");

/** The real LiveKit server, and Redis, without which it has no SIP API. */
export interface FoundLiveKit {
  readonly server: string;
  /** Null where Redis is missing: rooms and agents work, trunks and dispatch rules do not. */
  readonly redis: string | null;
}

export type LiveKitSearch =
  | ({ readonly found: true } & FoundLiveKit)
  /** One line that says what is missing and how to get it. */
  | { readonly found: false; readonly notice: string };

/** Finds the server at the given path (`LIVEKIT_SERVER`), else where `npm run livekit:install` puts it. */
export function findLiveKit(given?: string): LiveKitSearch {
  const server = given ?? join(rigFolder, "server");
  if (!existsSync(server)) return { found: false, notice: missingServer(given) };
  const installed = versionOf(server);
  if (installed !== liveKitVersion)
    return { found: false, notice: `${server} is ${installed ?? "no LiveKit server"}; ${howToInstall}` };
  return { found: true, server, redis: commandPath("redis-server") ?? null };
}

/** As `findLiveKit`, for tests that also need trunks and dispatch rules. */
export function findLiveKitWithSip(
  given?: string,
):
  | { readonly found: true; readonly server: string; readonly redis: string }
  | Extract<LiveKitSearch, { found: false }> {
  const search = findLiveKit(given);
  if (!search.found) return search;
  const { server, redis } = search;
  if (redis === null) return { found: false, notice: "no redis-server. Install it with apt-get install redis-server" };
  return { found: true, server, redis };
}

/** The path of a command of this machine, or undefined. */
export function commandPath(name: string): string | undefined {
  const { status, stdout } = spawnSync("sh", ["-c", 'command -v "$1"', "sh", name], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** The installed server's version, or undefined if the file does not run. */
export function versionOf(server: string): string | undefined {
  const { stdout } = spawnSync(server, ["--version"], { encoding: "utf8", timeout: 30_000 });
  return /version (\S+)/.exec(stdout ?? "")?.[1];
}

const howToInstall = `install ${liveKitVersion} with "npm run livekit:install" (it needs Go)`;

function missingServer(given: string | undefined): string {
  const where = given === undefined ? "" : ` at LIVEKIT_SERVER=${given}`;
  return `no LiveKit server${where}; ${howToInstall}`;
}
