import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";

/**
 * Adds the optional packages of other platforms to package-lock.json, if the registry omitted them. `npm ci` rejects a
 * lockfile that lacks one, on every platform. Run it after `npm install`. Added packages have no integrity hash,
 * because their files were not downloaded here. npm adds the hash where such a package is first installed.
 */
interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = join(projectRoot, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, Locked> };
const added = Object.values(lock.packages).flatMap(({ optionalDependencies = {}, dev }) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => lock.packages[`node_modules/${name}`] === undefined)
    // The lowest version of a range satisfies it.
    .flatMap(([name, range]) => entryFor(name, range.replace(/^[\^~]/, ""), dev === true)),
);
lock.packages = Object.fromEntries(
  [...Object.entries(lock.packages), ...added].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} packages of other platforms added`);

/** Empty for a package that is not platform-specific or has no exact version; npm resolves those itself. */
function entryFor(name: string, version: string, dev: boolean): [string, object][] {
  const parts = (name.split("/").at(-1) ?? "").split(/[-.]/);
  // `napi-windows-…`, a part of Vite's bundler, says "windows" where npm says "win32".
  const os = parts
    .map((part) => part.replace(/^windows$/, "win32"))
    .find((part) => /^(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|aix|win32)$/.test(part));
  const cpu = parts.find((part) => /^(arm|arm64|x64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32)$/.test(part));
  if (!/^\d+\.\d+\.\d+/.test(version) || (!os && !cpu)) return [];
  const libc = parts.some((part) => /^musl/.test(part)) ? { libc: ["musl"] } : {};
  const entry = {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev } : {}),
    ...libc,
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
  return [[`node_modules/${name}`, entry]];
}
