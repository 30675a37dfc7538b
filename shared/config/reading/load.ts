import { z } from "zod";
import { placeholderProblems } from "../checks/text-checks.ts";
import { timeZoneProblems } from "../checks/time-zone-checks.ts";
import { webhookProblems } from "../checks/webhook-checks.ts";
import { createErrorMap, type Explanation, explainIssue, type KnownKeys } from "../explain.ts";
import { automationConfigSchema, type Kinds, type TenantConfig } from "../schema.ts";
import { malformedReferences, type SecretLocation, secretReferences, valueAt } from "../secrets.ts";
import { configWarnings } from "../warnings.ts";
import { locateProblem } from "./locate-problem.ts";
import { byPosition, type ConfigProblem, firstProblems, formatPath, type Path } from "./problem.ts";
import type { Surroundings } from "./surroundings.ts";
import { type Position, readYaml } from "./yaml-document.ts";

/** A configuration, its source text, and the position of every secret that it names. */
export interface LoadedConfig {
  readonly ok: true;
  readonly config: TenantConfig;
  readonly file: string;
  readonly yaml: string;
  readonly secrets: readonly SecretLocation[];
  /** The position of the value at a path that begins with `automation_config`, or of its nearest parent in the file. */
  positionOf(path: Path): Position;
  /** What is valid on this day and yet unlikely to be meant, in the file's order. */
  warnings(at: Date, around?: Surroundings): readonly ConfigProblem[];
  /** A problem with a value at a path below `automation_config`, in this file. */
  explain(explanation: Explanation): ConfigProblem;
}

export type LoadResult = LoadedConfig | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

const root = "automation_config";

interface GivenText {
  readonly file: string;
  readonly text: string;
  readonly stored?: boolean;
}

/**
 * Creates the function that reads a tenant's YAML. It returns the configuration, or every problem in the file's
 * order. It never throws. `file` is the name that problems show. `${NAME}` stays unresolved. A `stored` text was accepted
 * before, so what a later release refuses is not checked again.
 */
export function configLoader(kinds: Kinds) {
  const File = z.strictObject({ [root]: automationConfigSchema(kinds) });

  return ({ file, text, stored = false }: GivenText): LoadResult => {
    const read = readYaml(file, text);
    if (!read.ok) return read;
    const { document } = read;
    const knownKeys: KnownKeys = new Map();
    const parsed = File.safeParse(document.data, { error: createErrorMap(knownKeys, document.sourceOf) });
    const schemaProblems = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => explainIssue(issue, knownKeys)).map(asMissing(document.data));
    const config = parsed.data?.[root];
    const unfilled =
      config && !stored
        ? [...placeholderProblems(config), ...timeZoneProblems(config), ...webhookProblems(config)].map(inFile)
        : [];
    const problems = [...schemaProblems, ...malformedReferences(document.data).map(explainReference), ...unfilled]
      .map((explanation) => locateProblem(file, document, explanation))
      .sort(byPosition);
    if (!config || problems.length > 0) return { ok: false, problems: firstProblems(withoutRepeats(problems)) };
    const secrets = secretReferences(config).map(({ name, path }) => {
      const full = [root, ...path];
      return { name, file, ...document.positionOf(full, "value"), path: formatPath(full) };
    });
    const explain = (explanation: Explanation) => locateProblem(file, document, inFile(explanation));
    return {
      ok: true,
      config,
      file,
      yaml: text,
      secrets,
      explain,
      positionOf: (path) => document.positionOf(path, "value"),
      warnings: (at, around) => firstProblems(configWarnings(config, at, around).map(explain).sort(byPosition)),
    };
  };
}

/** A schema with a message of its own says it of a value that is not there, too. */
function asMissing(data: unknown) {
  return (explanation: Explanation): Explanation => {
    const { code, path, what } = explanation;
    if (code !== "wrong-type" || valueAt(data, path) !== undefined) return explanation;
    return { ...explanation, code: "missing", what: "is missing", remedy: `Add it: it ${what.split(", but is ")[0]}.` };
  };
}

function inFile(explanation: Explanation): Explanation {
  return { ...explanation, path: [root, ...explanation.path] };
}

function explainReference({ reference, path }: { readonly reference: string; readonly path: Path }): Explanation {
  return {
    code: "secret-reference",
    path,
    at: "value",
    what: `holds \`${reference}\`, which is not a valid secret name`,
    remedy: `Name a secret in capitals, digits and _, such as \${CRM_API_KEY}; never write its value here.`,
  };
}

/** Keeps one problem for each value. The schema of a kind often reports a malformed reference again. */
function withoutRepeats(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const references = new Set(problems.filter(({ code }) => code === "secret-reference").map(({ path }) => path));
  return problems.filter(({ code, path }) => code === "secret-reference" || !references.has(path));
}
