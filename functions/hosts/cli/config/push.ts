import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { ConfigProblem } from "../../../../shared/config/problem.ts";
import type { SecretLocation } from "../../../../shared/config/secrets.ts";
import { ConfigName, type PushResult } from "../../../../shared/config/versions.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { tenantOf, whoami, withPlatform } from "../data.ts";
import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";
import { colourText, print, printError } from "../output.ts";
import { openVersions } from "./open-versions.ts";
import { readYamlFile } from "./read-file.ts";
import { showProblems, showWarnings } from "./show-problems.ts";

interface PushOptions extends DataOptions {
  readonly activate?: boolean;
  readonly name: string;
}

/** Stores the file for the client it names. @throws Failure if it has a problem; then nothing is stored. */
export async function push(file: string, options: PushOptions): Promise<void> {
  const { name, activate = false } = options;
  if (!ConfigName.safeParse(name).success)
    throw new Failure(`A configuration's name has 1 to 63 of the characters a-z, 0-9, _ and -. "${name}" is invalid.`, {
      exitCode: 2,
    });
  const text = await readYamlFile(file);
  const loaded = loadTenantConfig({ file, text });
  if (!loaded.ok) throw configInvalid(loaded.problems);
  const tenantId = tenantOf(loaded.config.client_id);

  const pushed = await withPlatform({ ...options, create: true }, (platform) =>
    openVersions(platform).push(tenantId, name, text, { by: whoami(), activate }),
  );
  // These problems name the stored configuration, but the user knows the file.
  if (!pushed.ok) throw configInvalid(pushed.problems.map((problem) => ({ ...problem, file })));
  const inFile = pushed.warnings.filter(({ code }) => code !== "secret-undefined").map((each) => ({ ...each, file }));
  showWarnings(inFile, process.stderr);
  const missing = secretsIn(loaded.secrets, pushed.warnings);
  if (missing.length > 0) printError(colourText("yellow", missingSecrets(tenantId, missing), process.stderr));
  print(resultText(`${tenantId}/${name}`, pushed, activate));
}

function resultText(which: string, pushed: Extract<PushResult, { ok: true }>, activate: boolean): string {
  const what = pushed.created ? "stored" : "unchanged, because it equals the newest version";
  const use = activate
    ? "It is active for new conversations."
    : `It is not active yet. Run \`config activate ${pushed.version}\`.`;
  return `${which} version ${pushed.version}: ${what}. ${use}`;
}

/** The secret names of the warnings, without duplicates: a tool and an integration often share an account. */
function secretsIn(placed: readonly SecretLocation[], warnings: readonly ConfigProblem[]): readonly string[] {
  const paths = new Set(warnings.map(({ path }) => path));
  return [...new Set(placed.filter(({ path }) => paths.has(path)).map(({ name }) => name))];
}

function missingSecrets(tenantId: TenantId, names: readonly string[]): string {
  const [first = ""] = names;
  const variable = tenantId.includes("-") ? first : `${tenantId.toUpperCase()}__${first}`;
  return (
    `Not set yet: ${names.join(", ")}.\n` +
    `Features that need them fail until then. Set ${variable} in the environment, or ${first} under "${tenantId}" in secrets.json of the data folder.`
  );
}

function configInvalid(problems: readonly ConfigProblem[]): Failure {
  showProblems(problems, process.stderr);
  return new Failure(`Nothing was stored: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`);
}
