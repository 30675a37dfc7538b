import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../shared/project-root.ts";

const run = promisify(execFile);
const version = "4.32.5";
/** A Python environment of its own, kept between runs. */
const folder = join(projectRoot, "node_modules", ".cache", `schemathesis-${version}`);

export type Installed =
  | { readonly type: "installed"; readonly program: string }
  /** This machine lacks Python, its venv module, or the way to PyPI. */
  | { readonly type: "missing"; readonly reason: string };

/** Installs schemathesis from PyPI into a virtual environment, once. */
export async function installSchemathesis(): Promise<Installed> {
  const program = join(folder, "bin", "schemathesis");
  try {
    if (!existsSync(program)) {
      await run("python3", ["-m", "venv", "--clear", folder]);
      const pip = ["install", "--quiet", "--disable-pip-version-check", `schemathesis==${version}`];
      await run(join(folder, "bin", "pip"), pip, { timeout: 180_000 });
    }
    await run(program, ["--version"]);
    return { type: "installed", program };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { type: "missing", reason };
  }
}
