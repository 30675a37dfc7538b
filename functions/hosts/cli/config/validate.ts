import type { z } from "zod";
import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { LoadedConfig } from "../../../../shared/config/reading/load.ts";
import type { ConfigProblem } from "../../../../shared/config/reading/problem.ts";
import { surroundingsOf } from "../../../../shared/config/reading/surroundings.ts";
import { readEnvironment } from "../../../../shared/environment.ts";
import { CheckedConfig, type YamlProblemReply } from "../../../endpoints/api/configs/configs.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
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

interface ValidateOptions extends Omit<ServerOptions, "client"> {
  readonly json?: boolean;
}

/**
 * Validates every file and shows its warnings. With `url` or `token`, the product there checks the valid ones as well.
 * @throws Failure if any has a problem
 */
export async function validateFiles(files: readonly string[], options: ValidateOptions): Promise<void> {
  const read = await Promise.all(files.map((file) => check(file, options)));
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

async function check(
  file: string,
  options: ValidateOptions,
): Promise<CheckedFile & { readonly loaded?: LoadedConfig }> {
  try {
    const text = await readYamlFile(file);
    const loaded = loadTenantConfig({ file: file === "-" ? "stdin" : file, text });
    if (!loaded.ok) return { file, problems: loaded.problems, warnings: [] };
    const isAsked = options.url !== undefined || options.token !== undefined;
    const checked = isAsked ? await checkThere(loaded, options) : checkHere(loaded);
    return { file, loaded, ...checked, warnings: [...nameWarnings(loaded), ...checked.warnings] };
  } catch (error) {
    if (error instanceof Failure) return { file, problems: [], warnings: [], unreadable: error.message };
    throw error;
  }
}

type Checked = Pick<CheckedFile, "problems" | "warnings">;

function checkHere(loaded: LoadedConfig): Checked {
  return { problems: [], warnings: loaded.warnings(new Date(), surroundingsOf(readEnvironment())) };
}

/** As the product sees the file: with the client's secrets, and with the product's own models and addresses. */
async function checkThere({ file, yaml, config }: LoadedConfig, options: ValidateOptions): Promise<Checked> {
  const api = await connect({ ...options, client: config.client_id }, "admin");
  const { problems, warnings } = await api.send("POST", "/v1/configs/validate", { yaml }, CheckedConfig);
  const inFile = (each: z.infer<typeof YamlProblemReply>) => ({ ...each, file });
  return { problems: problems.map(inFile), warnings: warnings.map(inFile) };
}

function show({ file, problems, warnings, unreadable }: CheckedFile): void {
  if (unreadable !== undefined) print(unreadable);
  else if (problems.length > 0) showProblems(problems, process.stdout);
  else {
    print(`${file}: valid${warnings.length === 0 ? "" : `, with ${countText(warnings.length, "warning")}`}`);
    showWarnings(warnings, process.stdout);
  }
}
