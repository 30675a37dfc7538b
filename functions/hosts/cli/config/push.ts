import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { ConfigProblem } from "../../../../shared/config/problem.ts";
import type { SecretLocation } from "../../../../shared/config/secrets.ts";
import { ConfigName, type PushResult } from "../../../../shared/config/versions.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { tenantOf, whoami, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";
import { coloured, complain, print } from "../output.ts";
import { openVersions } from "./open-versions.ts";
import { readYamlFile } from "./read-file.ts";
import { showProblems } from "./show-problems.ts";

interface PushOptions extends DataOptions {
  readonly activate?: boolean;
  readonly name: string;
}

/** Stores the file under the client it names. @throws Failure when it has a problem: nothing is stored then. */
export async function push(file: string, options: PushOptions): Promise<void> {
  const { name, activate = false } = options;
  if (!ConfigName.safeParse(name).success)
    throw new Failure(`A configuration's name is 1 to 63 of a-z, 0-9, _ and -, not "${name}".`, { exitCode: 2 });
  const text = await readYamlFile(file);
  const loaded = loadTenantConfig({ file, text });
  if (!loaded.ok) throw refused(loaded.problems);
  const tenantId = tenantOf(loaded.config.client_id);

  const pushed = await withPlatform({ ...options, create: true }, (platform) =>
    openVersions(platform).push(tenantId, name, text, { by: whoami(), activate }),
  );
  // Its problems name the stored configuration; the person has the file before them.
  if (!pushed.ok) throw refused(pushed.problems.map((problem) => ({ ...problem, file })));
  const missing = secretsIn(loaded.secrets, pushed.warnings);
  if (missing.length > 0) complain(coloured("yellow", lacking(tenantId, missing), process.stderr));
  print(told(`${tenantId}/${name}`, pushed, activate));
}

function told(which: string, pushed: Extract<PushResult, { ok: true }>, activate: boolean): string {
  const what = pushed.created ? "stored" : "unchanged, it is the newest already";
  const use = activate
    ? "Active: new conversations start on it."
    : `Not active yet: \`config activate\` with ${pushed.version}.`;
  return `${which} version ${pushed.version}: ${what}. ${use}`;
}

/** The names behind the warnings, each once: a tool and an integration often share an account. */
function secretsIn(placed: readonly SecretLocation[], warnings: readonly ConfigProblem[]): readonly string[] {
  const paths = new Set(warnings.map(({ path }) => path));
  return [...new Set(placed.filter(({ path }) => paths.has(path)).map(({ name }) => name))];
}

function lacking(tenantId: TenantId, names: readonly string[]): string {
  const [first = ""] = names;
  const variable = tenantId.includes("-") ? first : `${tenantId.toUpperCase()}__${first}`;
  return (
    `Not set yet: ${names.join(", ")}.\n` +
    `What needs them fails until they are: set ${variable} in the environment, or ${first} under "${tenantId}" in secrets.json of the data folder.`
  );
}

function refused(problems: readonly ConfigProblem[]): Failure {
  showProblems(problems, process.stderr);
  return new Failure(`Nothing was stored: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`);
}
