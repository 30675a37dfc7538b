import type { LoadedConfig } from "../../../../shared/config/load.ts";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { ConfigProblem } from "../../../../shared/config/problem.ts";
import { surroundingsOf } from "../../../../shared/config/surroundings.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import { Failure } from "../failure.ts";
import { countText, print, printJson } from "../output.ts";
import { clashesAmong, nameWarnings } from "./file-checks.ts";
import { readYamlFile } from "./read-file.ts";
import { showProblems, showWarnings } from "./show-problems.ts";

interface CheckedFile {
  readonly file: string;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
  /** Why the file could not be read. */
  readonly unreadable?: string;
}

/** Validates every file and shows its warnings. @throws Failure if any has a problem. */
export async function validateFiles(files: readonly string[], options: { readonly json?: boolean }): Promise<void> {
  const read = await Promise.all(files.map(check));
  const clashes = clashesAmong(read.flatMap(({ loaded }) => loaded ?? []));
  const checked = read.map(({ loaded, ...each }) => ({
    ...each,
    problems: [...each.problems, ...clashes.filter(({ file }) => file === loaded?.file)],
  }));
  const bad = checked.filter(({ problems, unreadable }) => problems.length > 0 || unreadable !== undefined);
  if (options.json) printJson(checked.map((each) => ({ ...each, ok: !bad.includes(each) })));
  else for (const each of checked) show(each);
  if (bad.length === 0) return;
  const count = bad.reduce((sum, each) => sum + Math.max(1, each.problems.length), 0);
  const among = files.length === 1 ? "" : ` in ${bad.length} of ${files.length} files`;
  throw new Failure(`${count} ${count === 1 ? "problem" : "problems"}${among}.`);
}

async function check(file: string): Promise<CheckedFile & { readonly loaded?: LoadedConfig }> {
  try {
    const text = await readYamlFile(file);
    const loaded = loadTenantConfig({ file: file === "-" ? "stdin" : file, text });
    return loaded.ok
      ? {
          file,
          loaded,
          problems: [],
          warnings: [...nameWarnings(loaded), ...loaded.warnings(new Date(), surroundingsOf(readEnvironment()))],
        }
      : { file, problems: loaded.problems, warnings: [] };
  } catch (error) {
    if (error instanceof Failure) return { file, problems: [], warnings: [], unreadable: error.message };
    throw error;
  }
}

function show({ file, problems, warnings, unreadable }: CheckedFile): void {
  if (unreadable !== undefined) print(unreadable);
  else if (problems.length > 0) showProblems(problems, process.stdout);
  else {
    print(`${file}: valid${warnings.length === 0 ? "" : `, with ${countText(warnings.length, "warning")}`}`);
    showWarnings(warnings, process.stdout);
  }
}
