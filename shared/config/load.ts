import { z } from "zod";
import { describe, type Explanation, explain, type KnownKeys } from "./explain.ts";
import { place } from "./place.ts";
import { byPosition, type ConfigProblem, firstProblems, formatPath, type Path } from "./problem.ts";
import { automationConfigSchema, type Kinds, type TenantConfig } from "./schema.ts";
import { malformedReferences, type PlacedSecret, secretReferences } from "./secrets.ts";
import { type Position, readYaml } from "./yaml-document.ts";

/** A configuration, the text it came from, and the place of every secret it names. */
export interface LoadedConfig {
  readonly ok: true;
  readonly config: TenantConfig;
  readonly file: string;
  readonly yaml: string;
  readonly secrets: readonly PlacedSecret[];
  /** Of the value at a path that begins with `automation_config`, or of the nearest thing around it. */
  positionOf(path: Path): Position;
}

export type Loaded = LoadedConfig | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const root = "automation_config";

/**
 * The function that reads a tenant's YAML: its configuration, or every problem found, in the order of the file.
 * It never throws. `file` is only what problems call the text. `${NAME}` stays as it is written.
 */
export function configLoader(kinds: Kinds) {
  const File = z.strictObject({ [root]: automationConfigSchema(kinds) });

  return ({ file, text }: { readonly file: string; readonly text: string }): Loaded => {
    const read = readYaml(file, text);
    if (!read.ok) return read;
    const { document } = read;
    const known: KnownKeys = new Map();
    const parsed = File.safeParse(document.data, { error: describe(known) });
    const explained = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explain(issue, known));
    const problems = [...explained, ...malformedReferences(document.data).map(explainReference)]
      .map((explanation) => place(file, document, explanation))
      .sort(byPosition);
    if (!parsed.success || problems.length > 0) return { ok: false, problems: firstProblems(withoutRepeats(problems)) };
    const config = parsed.data[root];
    const secrets = secretReferences(config).map(({ name, path }) => {
      const full = [root, ...path];
      return { name, file, ...document.positionOf(full, "value"), path: formatPath(full) };
    });
    return { ok: true, config, file, yaml: text, secrets, positionOf: (path) => document.positionOf(path, "value") };
  };
}

function explainReference({ reference, path }: { readonly reference: string; readonly path: Path }): Explanation {
  return {
    code: "secret-reference",
    path,
    at: "value",
    what: `holds \`${reference}\`, which names no secret`,
    remedy: `Name a secret in capitals, digits and _, such as \${CRM_API_KEY}; never write its value here.`,
  };
}

/** A malformed reference is often also what its kind's schema complains about: one problem a value is enough. */
function withoutRepeats(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const references = new Set(problems.filter(({ code }) => code === "secret-reference").map(({ path }) => path));
  return problems.filter(({ code, path }) => code === "secret-reference" || !references.has(path));
}
