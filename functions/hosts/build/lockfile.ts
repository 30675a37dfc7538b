/**
 * The fields of npm's lockfile, version 3, that are read here (docs.npmjs.com/cli/configuring-npm/package-lock-json).
 */
export interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
  readonly [other: string]: unknown;
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
}

/** The package.json of the upload, and its lockfile. */
export interface ProductionPackages {
  readonly packageJson: object;
  readonly lockfile: Lockfile;
}

/**
 * The named packages at the versions in `lockfile`, with exactly their dependencies.
 * @throws Error naming a package that the lockfile lacks.
 */
export function productionPackages(
  project: { readonly name: string; readonly version: string },
  lockfile: Lockfile,
  names: readonly string[],
): ProductionPackages {
  const dependencies = Object.fromEntries(names.map((name) => [name, versionOf(lockfile, name)]));
  const packageJson = {
    name: project.name,
    version: project.version,
    private: true,
    type: "module",
    main: "main.mjs",
    engines: { node: "24" },
    scripts: { "gcp-build": "node warm.mjs" },
    dependencies,
  };
  const root = { name: project.name, version: project.version, dependencies, engines: packageJson.engines };
  const needed = closure(lockfile, names);
  const packages = Object.fromEntries(
    Object.entries(lockfile.packages)
      .filter(([path]) => needed.has(path))
      .map(([path, { dev: _dev, devOptional: _devOptional, ...locked }]) => [path, locked]),
  );
  return {
    packageJson,
    lockfile: { ...lockfile, name: project.name, version: project.version, packages: { "": root, ...packages } },
  };
}

function versionOf({ packages }: Lockfile, name: string): string {
  const version = packages[`node_modules/${name}`]?.version;
  if (version === undefined) throw new Error(`package-lock.json has no ${name}. Run npm install.`);
  return version;
}

/** Paths of the packages reachable from `names` by Node's resolution. */
function closure(lockfile: Lockfile, names: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = names.map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const locked = lockfile.packages[path];
    const wanted = { ...locked?.dependencies, ...locked?.optionalDependencies, ...locked?.peerDependencies };
    for (const name of Object.keys(wanted)) {
      const found = resolve(lockfile, path, name);
      if (found !== undefined) waiting.push(found);
    }
  }
  return reached;
}

/** The nearest ancestor `node_modules` that contains it; undefined for an optional package that is not installed. */
function resolve({ packages }: Lockfile, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === "") return undefined;
    if (!folder.includes("/node_modules/")) folder = "";
  }
}
