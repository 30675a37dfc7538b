import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../../shared/project-root.ts";

/** What is searched: a passage with a title. */
export interface BenchmarkPassage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface QuestionSet {
  readonly name: string;
  readonly kind: "faq" | "cross-lingual" | "same-language" | "hard" | "unanswerable";
  readonly passages: readonly BenchmarkPassage[];
  /** `answers` are ids of passages; none for a question that nothing answers. */
  readonly questions: readonly { readonly question: string; readonly answers: readonly string[] }[];
}

const folder = join(import.meta.dirname);
const documentsPrefix = "documents-";

const Passages = z.array(z.object({ id: z.string(), title: z.string(), text: z.string() }));
const File = z.strictObject({
  documents: z.string(),
  kind: z.enum(["faq", "cross-lingual", "same-language", "hard", "unanswerable"]),
  questions: z.array(z.strictObject({ question: z.string(), answers: z.array(z.string()) })),
});
const Tenant = z.object({ automation_config: z.object({ knowledge: Passages }) });

/** The sets of questions beside this file. Their documents are an example tenant's knowledge, or a file here. */
export function questionSets(): readonly QuestionSet[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.startsWith(documentsPrefix));
  return names.map((name) => {
    const { documents, kind, questions } = File.parse(json(join(folder, name)));
    const passages = passagesOf(documents);
    const known = new Set(passages.map(({ id }) => id));
    for (const answer of questions.flatMap(({ answers }) => answers))
      if (!known.has(answer)) throw new Error(`${name} expects the unknown passage ${answer}.`);
    return { name: name.replace(/\.json$/, ""), kind, passages, questions };
  });
}

function passagesOf(documents: string): readonly BenchmarkPassage[] {
  const tenant = join(projectRoot, `config/tenants/${documents}.yaml`);
  if (documents.startsWith("client_"))
    return Tenant.parse(parse(readFileSync(tenant, "utf8"), { merge: true })).automation_config.knowledge;
  return Passages.parse(json(join(folder, `${documentsPrefix}${documents}.json`)));
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
