import { chatLoad } from "./chat/chat-load.ts";
import type { Section } from "./report.ts";
import { slope } from "./statistics.ts";
import { type Reading, startTarget } from "./target.ts";

const mebibyte = 1024 * 1024;
const concurrency = 16;
/** Maximum growth per thousand turns that counts as flat, because conversations are stored on disk, not in memory. */
const flatMiB = 1;

interface Point extends Reading {
  readonly turns: number;
}

/** Measures the product's memory and its growth over many turns of many conversations. */
export async function memorySection(size: { readonly turns: number; readonly steps: number }): Promise<Section> {
  const target = await startTarget("graph");
  const load = chatLoad(target, "graph");
  const points: Point[] = [];
  const warmUp = Math.round(size.turns / 5);
  await load.run(warmUp, concurrency);
  points.push({ turns: warmUp, ...(await target.read("memory")) });
  for (let step = 1; step <= size.steps; step += 1) {
    const turns = Math.round((size.turns - warmUp) / size.steps);
    await load.run(turns, concurrency);
    points.push({ turns: warmUp + turns * step, ...(await target.read("memory")) });
  }
  load.close();
  await target.stop();
  return {
    title: "Memory, after garbage collection",
    columns: ["heap", "resident", "heap growth / 1,000 turns", "resident growth / 1,000 turns"],
    rows: [
      {
        name: `after ${points[0]?.turns.toLocaleString("en")} turns`,
        figures: sizes(points[0]),
      },
      {
        name: `after ${points.at(-1)?.turns.toLocaleString("en")} turns`,
        figures: {
          ...sizes(points.at(-1)),
          "heap growth / 1,000 turns": { value: growth(points, "heapUsed"), unit: " MiB", atMost: flatMiB },
          "resident growth / 1,000 turns": { value: growth(points, "rss"), unit: " MiB" },
        },
      },
    ],
    notes: [
      `The growth is the slope of a line through ${points.length} readings. Conversations have ten turns.`,
      "Resident memory grows until SQLite's page cache is full (32 MiB), and with the heap's unused space.",
    ],
  };
}

function sizes(reading: Reading | undefined) {
  return {
    heap: { value: (reading?.heapUsed ?? 0) / mebibyte, unit: " MiB" },
    resident: { value: (reading?.rss ?? 0) / mebibyte, unit: " MiB" },
  };
}

function growth(points: readonly Point[], of: "heapUsed" | "rss"): number {
  return slope(points.map((point) => ({ x: point.turns / 1_000, y: point[of] / mebibyte })));
}
