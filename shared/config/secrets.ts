import type { ConfigProblem, Path } from "./reading/problem.ts";
import type { TenantConfig } from "./schema.ts";

/** A `${NAME}` in the configuration of a tool, an integration or a model's endpoint: it names one of the tenant's secrets. */
export interface SecretMention {
  readonly name: string;
  readonly path: Path;
}

/** A secret that a configuration names, with its position in the file. */
export interface SecretLocation {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

const mayHoldReferences: readonly Path[] = [
  ["agent", "model", "endpoint"],
  ["tools", "available"],
  ["integrations", "available"],
];
const reference = /\$\{([A-Z][A-Z0-9_]{0,99})\}/g;
const malformed = /\$\{(?![A-Z][A-Z0-9_]{0,99}\})[^}\n]*\}?/g;

/** Every secret reference of a configuration, in order, repeats included. */
export function secretReferences(config: TenantConfig): readonly SecretMention[] {
  return mayHoldReferences.flatMap((path) =>
    texts(valueAt(config, path), path).flatMap(({ text, path }) =>
      [...text.matchAll(reference)].map(([, name = ""]) => ({ name, path })),
    ),
  );
}

/** Malformed secret references, such as `${api key}`. The data has not passed a schema yet. */
export function malformedReferences(data: unknown): readonly { readonly reference: string; readonly path: Path }[] {
  return mayHoldReferences.flatMap((place) => {
    const path = ["automation_config", ...place];
    return texts(valueAt(data, path), path).flatMap(({ text, path }) =>
      [...text.matchAll(malformed)].map(([found]) => ({ reference: found, path })),
    );
  });
}

/**
 * The secrets that a configuration names and the tenant has not set. A push only warns, because a secret may be set
 * later. Using a missing secret is an error.
 */
export async function checkSecrets(
  { secrets }: { readonly secrets: readonly SecretLocation[] },
  has: (name: string) => Promise<boolean>,
): Promise<readonly ConfigProblem[]> {
  const names = [...new Set(secrets.map(({ name }) => name))];
  const defined = new Map(await Promise.all(names.map(async (name) => [name, await has(name)] as const)));
  return secrets
    .filter(({ name }) => defined.get(name) !== true)
    .map(({ name, ...place }) => ({
      ...place,
      code: "secret-undefined",
      message: `\`${place.path}\` names the secret ${name}, which this tenant does not have.`,
      remedy: `Set the secret ${name} before the configuration is used.`,
    }));
}

function texts(value: unknown, path: Path): readonly { readonly text: string; readonly path: Path }[] {
  if (typeof value === "string") return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, [...path, index]));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
}

export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === "object" ? (value as Record<string | number, unknown>)[part] : undefined,
    data,
  );
}
