import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { comparableVectors } from "../../functions/engines/success/gaps/comparable-vectors.ts";
import {
  labelledQuestions,
  pairsAlike,
  vectorsFile,
} from "../../functions/engines/success/gaps/same-questions/question-pairs.fixture.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { localEmbedder } from "../../shared/knowledge/embedding/local/local-embedder.ts";
import { localModelFile } from "../../shared/knowledge/embedding/local/model-place.ts";
import { unpackVector, writeVectors } from "../../shared/knowledge/vectors/packed-vector.ts";
import type { Row, Section } from "./report.ts";

const plainThresholds = [0.85, 0.9, 0.95, 0.97];
const comparableThresholds = [0.45, 0.5, 0.55, 0.6, 0.65, 0.7];

/** How well an embedding model tells whether two questions of one subject ask the same. Keeps the vectors for the test. */
export async function sameQuestionsSections(): Promise<readonly Section[]> {
  const file = join(readEnvironment().MODELS_DIR, localModelFile);
  if (!existsSync(file)) return [noModel];
  const embedder = localEmbedder(file);
  const questions = labelledQuestions();
  const texts = questions.map(({ text }) => text);
  const packed = await embedder.embedPassages(texts);
  await embedder.close();
  writeFileSync(vectorsFile(embedder.model), writeVectors(packed, embedder.dimensions));
  const vectors = packed.map(unpackVector);
  const comparable = comparableVectors(texts, vectors);
  const rowOf =
    (name: string, of: typeof comparable) =>
    (from: number): Row => {
      const { precision, recall } = pairsAlike(questions, of, from);
      return { name: `${name} from ${from}`, figures: { precision: { value: precision }, recall: { value: recall } } };
    };
  return [
    {
      title: `The same question in other words, ${embedder.model}`,
      columns: ["precision", "recall"],
      rows: [
        ...plainThresholds.map(rowOf("cosine", vectors)),
        ...comparableThresholds.map(rowOf("without the language's mean,", comparable)),
      ],
      notes: [`${questions.length} questions of 12 subjects; pairs are of one subject.`],
    },
  ];
}

const noModel: Section = {
  title: "The same question in other words",
  columns: [],
  rows: [],
  notes: ["No model is installed (npm run models:install)."],
};
