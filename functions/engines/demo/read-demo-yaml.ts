import { z } from "zod";
import { createErrorMap, explainIssue, type KnownKeys } from "../../../shared/config/explain.ts";
import { locateProblem } from "../../../shared/config/reading/locate-problem.ts";
import type { ConfigProblem } from "../../../shared/config/reading/problem.ts";
import { readYaml } from "../../../shared/config/reading/yaml-document.ts";
import { DemoConfig } from "./demo-config.ts";

const File = z.strictObject({ demo_config: DemoConfig });

export type ReadDemo =
  | { readonly ok: true; readonly config: DemoConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads `demo_config` from YAML. Never throws; every problem has its line, column, key and remedy. */
export function readDemoYaml(text: string): ReadDemo {
  const file = "demo.yaml";
  const read = readYaml(file, text);
  if (!read.ok) return read;
  const known: KnownKeys = new Map();
  const parsed = File.safeParse(read.document.data, { error: createErrorMap(known, read.document.sourceOf) });
  if (parsed.success) return { ok: true, config: parsed.data.demo_config };
  const problems = parsed.error.issues
    .flatMap((issue) => explainIssue(issue, known))
    .map((explanation) => locateProblem(file, read.document, explanation));
  return { ok: false, problems };
}
