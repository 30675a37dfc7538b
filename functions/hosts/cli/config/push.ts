import { loadTenantConfig } from "../../../../shared/config/load-tenant-config.ts";
import type { SecretLocation } from "../../../../shared/config/secrets.ts";
import { ConfigName } from "../../../../shared/config/versions/versions.ts";
import type { ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { colourText, print, printError } from "../output.ts";
import { type ConfigDesk, type Pushed, withDesk } from "./config-desk.ts";
import { readYamlFile } from "./read-file.ts";
import { showProblems, showWarnings } from "./show-problems.ts";

interface PushOptions extends Omit<ServerOptions, "client"> {
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
  if (!loaded.ok) {
    showProblems(loaded.problems, process.stderr);
    const count = loaded.problems.length;
    throw new Failure(`Nothing was stored: ${count} ${count === 1 ? "problem" : "problems"}.`);
  }
  const client = loaded.config.client_id;
  await withDesk({ ...options, client, create: true }, async (desk) => {
    const pushed = await desk.push(text, activate);
    const isSecret = ({ code }: { readonly code: string }) => code === "secret-undefined";
    // The warnings name the stored configuration, but the user knows the file.
    showWarnings(
      pushed.warnings.filter((each) => !isSecret(each)).map((each) => ({ ...each, file })),
      process.stderr,
    );
    const missing = secretsIn(loaded.secrets, pushed.warnings.filter(isSecret));
    if (missing.length > 0) printError(colourText("yellow", missingSecrets(client, missing), process.stderr));
    print(await resultText(desk, pushed, activate));
  });
}

async function resultText(desk: ConfigDesk, pushed: Pushed, activate: boolean): Promise<string> {
  const what = pushed.created ? "stored" : "unchanged, because it equals the newest version";
  const [newest] = (await desk.list({ limit: 1 })).items;
  const isActive = activate || (newest?.version === pushed.version && newest.active);
  const use = isActive
    ? "It is active for new conversations."
    : `It is not active yet. Run \`config activate ${pushed.version}\`.`;
  return `${desk.client}/${desk.name} version ${pushed.version}: ${what}. ${use}`;
}

/** The secret names of the warnings, without duplicates: a tool and an integration often share an account. */
function secretsIn(placed: readonly SecretLocation[], warnings: Pushed["warnings"]): readonly string[] {
  const paths = new Set(warnings.map(({ path }) => path));
  return [...new Set(placed.filter(({ path }) => paths.has(path)).map(({ name }) => name))];
}

function missingSecrets(client: string, names: readonly string[]): string {
  const [first = ""] = names;
  const variable = client.includes("-") ? first : `${client.toUpperCase()}__${first}`;
  return (
    `Not set yet: ${names.join(", ")}.\n` +
    `Features that need them fail until then. Set ${variable} in the environment, or ${first} under "${client}" in secrets.json of the data folder.`
  );
}
