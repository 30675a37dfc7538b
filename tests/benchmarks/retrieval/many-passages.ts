import { createPassageIndex } from "../../../shared/knowledge/ranking/passage-index.ts";
import { packVector } from "../../../shared/knowledge/vectors/packed-vector.ts";
import type { Row } from "../report.ts";

const wordsPerPassage = 100;
const vocabularySize = 60_000;
const dimensions = 384;

/** One namespace of many made-up passages whose words are as unevenly frequent as a language's (Zipf). */
export function manyPassages(count: number, searches: number): Row {
  const random = seeded(7);
  const word = () => `w${Math.floor(vocabularySize ** random()).toString(36)}x`;
  const text = () => Array.from({ length: wordsPerPassage }, word).join(" ");
  const vector = () => packVector(Float32Array.from({ length: dimensions }, () => random() - 0.5));
  const before = memory();
  const index = createPassageIndex<{ title: string; text: string }>({
    dimensions,
    scale: { wordShare: 0.08, refuseBelow: { sameLanguage: -1, otherLanguage: -1 }, sameQuestionFrom: 1 },
  });
  const started = performance.now();
  for (let at = 0; at < count; at += 1) index.add("base", String(at), { title: word(), text: text() });
  const seconds = (performance.now() - started) / 1_000;
  for (let at = 0; at < count; at += 1) index.setVectors(String(at), [vector()]);
  const after = memory();
  const times = Array.from({ length: searches }, () => {
    const query = { base: null, text: `${word()} ${word()} ${word()} ${word()} ${word()} ${word()}`, vector: vector() };
    const start = performance.now();
    index.search({ ...query, limit: 10 });
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return {
    name: `${count.toLocaleString("en")} passages in one namespace`,
    figures: {
      "median search": { value: times[Math.floor(times.length / 2)] ?? 0, unit: " ms" },
      "p95 search": { value: times[Math.floor(times.length * 0.95)] ?? 0, unit: " ms", atMost: 50 },
      memory: { value: (after - before) / 2 ** 20, unit: " MiB" },
      "indexed a second": { value: Math.round(count / seconds) },
    },
  };
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
