import { existsSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "../../../shared/environment.ts";
import { localEmbedder } from "../../../shared/knowledge/embedding/local/local-embedder.ts";
import { localModelFile } from "../../../shared/knowledge/embedding/local/model-place.ts";
import type { Row, Section } from "../report.ts";
import { manyPassages } from "./many-passages.ts";
import { ndcg, recall } from "./measures.ts";
import { type QuestionSet, questionSets } from "./question-sets.ts";
import { openRankings, type Rankings } from "./rankings.ts";

const ways = [
  ["plain", "plain BM25"],
  ["words", "words"],
  ["dense", "meaning"],
  ["ranks", "fused ranks"],
  ["product", "product"],
] as const satisfies readonly (readonly [keyof Rankings, string])[];

interface Measured {
  readonly set: QuestionSet;
  readonly rankings: readonly { readonly answers: readonly string[]; readonly found: Rankings }[];
}

/** How well the sets' questions find their passages, side by side, and how large a namespace may be. */
export async function retrievalSections({ passages, searches }: { passages: number; searches: number }) {
  const file = join(readEnvironment().MODELS_DIR, localModelFile);
  const embedder = existsSync(file) ? localEmbedder(file) : null;
  const measured: Measured[] = [];
  for (const set of questionSets()) {
    const rank = await openRankings(set.passages, embedder);
    const rankings = [];
    for (const { question, answers } of set.questions) rankings.push({ answers, found: await rank(question) });
    measured.push({ set, rankings });
  }
  await embedder?.close();
  const model = embedder === null ? "no model is installed (npm run models:install): words alone" : embedder.model;
  const answerable = measured.filter(({ set }) => set.kind !== "unanswerable");
  const sections: Section[] = [
    scores("Retrieval, recall@10", answerable, recall, [`Embeddings: ${model}.`]),
    scores("Retrieval, nDCG@10", answerable, ndcg, [`Embeddings: ${model}.`]),
    refusals(measured),
    {
      title: "Retrieval in a large namespace",
      columns: ["median search", "p95 search", "memory", "indexed a second"],
      rows: [manyPassages(passages, searches)],
      notes: ["Words and 384 numbers a passage, compared exactly, on the event loop's thread."],
    },
  ];
  return sections;
}

function scores(
  title: string,
  measured: readonly Measured[],
  score: (found: readonly string[], answers: readonly string[]) => number,
  notes: readonly string[],
): Section {
  return {
    title,
    columns: ways.map(([, name]) => name),
    rows: measured.map(({ set, rankings }): Row => {
      const mean = (way: keyof Rankings) =>
        rankings.reduce((sum, { answers, found }) => sum + score(found[way], answers), 0) / rankings.length;
      return {
        name: `${set.name} (${rankings.length})`,
        figures: Object.fromEntries(ways.map(([way, name]) => [name, { value: mean(way) }])),
      };
    }),
    notes: [...notes, "The product's column counts refused questions as not found."],
  };
}

function refusals(measured: readonly Measured[]): Section {
  return {
    title: "Retrieval, questions for which nothing is found",
    columns: ["refused"],
    rows: measured.map(({ set, rankings }) => ({
      name: `${set.name} (${rankings.length})`,
      figures: {
        refused: {
          value: (100 * rankings.filter(({ found }) => found.product.length === 0).length) / rankings.length,
          unit: " %",
        },
      },
    })),
    notes: ["Unanswerable questions should all be refused, the others none."],
  };
}
