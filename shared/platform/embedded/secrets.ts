import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { platformScope, type TenantId } from "../tenant.ts";

/** A source of secrets that is consulted before the file, for example the environment. */
export type SecretSource = (scope: TenantId, name: string) => string | undefined;

const Secrets = z.record(z.string(), z.record(z.string(), z.string()));
type Secrets = z.infer<typeof Secrets>;

/**
 * Secrets from `first`, then from `<dataDir>/secrets.json`: `{ "<tenant>": { "NAME": "value" } }`. In the file, `*`
 * applies to every tenant and never to the platform's own scope. The file is read again when it changes.
 *
 * @throws Error when the file does not have that shape; the message never quotes the file.
 */
export function openSecrets(dataDir: string, first: SecretSource): SecretSource {
  const file = join(dataDir, "secrets.json");
  let readAtMs = 0;
  let secrets: Secrets = {};

  function current(): Secrets {
    const changedAtMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changedAtMs !== readAtMs) {
      secrets = changedAtMs === 0 ? {} : parse(file);
      readAtMs = changedAtMs;
    }
    return secrets;
  }

  return (scope, name) => {
    const given = first(scope, name);
    if (given !== undefined) return given;
    const known = current();
    const own = known[scope];
    if (own && Object.hasOwn(own, name)) return own[name];
    const common = scope === platformScope ? undefined : known["*"];
    return common && Object.hasOwn(common, name) ? common[name] : undefined;
  };
}

function parse(file: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`${file} must be JSON of the form { "<tenant>": { "NAME": "value" } }.`);
  }
}
