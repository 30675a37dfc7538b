import { findEmulators } from "../../../emulators/google/find.ts";
import { anyPorts, startGoogleStack } from "../../../emulators/google/start.ts";
import type { Section } from "../report.ts";
import { slope } from "../statistics.ts";
import { type Reading, startTarget } from "../target.ts";
import { startPacedModel } from "./paced-model.ts";
import { users } from "./users.ts";

const mebibyte = 1024 * 1024;
const heapLimitMiB = 256;
/** Maximum growth per thousand turns that counts as flat: over 50,000 turns, less than a tenth of the heap. */
const flatMiB = 0.5;
/** SQLite's page cache grows to 32 MiB over about the first 8,000 turns. Resident memory is flat after that. */
const fullCacheTurns = 10_000;

export interface Endurance {
  readonly turns: number;
  readonly steps: number;
}

interface Point extends Reading {
  readonly turns: number;
}

/** Measures memory during many streamed turns, ten per conversation, in a process with a small heap. */
export async function enduranceSection(size: Endurance): Promise<Section> {
  return endure("the embedded platform", size, {});
}

/** The same on Google's emulators. Skipped if they are not found. */
export async function googleEnduranceSection(size: Endurance): Promise<Section> {
  const found = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
  if (!found.found)
    return { title: "Endurance on Google's emulators", columns: [], rows: [], notes: [`skipped: ${found.notice}`] };
  const { close, ...google } = await startGoogleStack(found, anyPorts);
  try {
    return await endure("Google's emulators", size, { google });
  } finally {
    await close();
  }
}

async function endure(platform: string, size: Endurance, given: object): Promise<Section> {
  const model = await startPacedModel(20);
  const target = await startTarget("gemini", {
    execArgv: [`--max-old-space-size=${heapLimitMiB}`],
    given: { ...given, geminiBaseUrl: model.url },
  });
  const chatting = users(target, { users: 32, turnsPerConversation: 10, thinkingMs: 0 });
  const points: Point[] = [];
  const errors: Error[] = [];
  for (let step = 1; step <= size.steps; step += 1) {
    const turns = Math.round(size.turns / size.steps);
    const used = await chatting.use((started) => started >= turns);
    errors.push(...used.errors);
    points.push({ turns: turns * step, ...(await target.read("memory")) });
  }
  chatting.close();
  await target.stop();
  await model.stop();
  const settled = points.filter(({ turns }) => turns >= Math.min(fullCacheTurns, size.turns / 4));
  const isCacheFull = size.turns >= 2 * fullCacheTurns;
  return {
    title: `Endurance: ${size.turns.toLocaleString("en")} streamed turns at --max-old-space-size=${heapLimitMiB} on ${platform}`,
    columns: ["heap", "resident", "errors"],
    rows: [
      ...points.map((point) => ({
        name: `after ${point.turns.toLocaleString("en")} turns`,
        figures: {
          heap: { value: point.heapUsed / mebibyte, unit: " MiB" },
          resident: { value: point.rss / mebibyte, unit: " MiB" },
        },
      })),
      {
        name: `growth / 1,000 turns, from ${settled[0]?.turns.toLocaleString("en")} on`,
        figures: {
          heap: { value: growth(settled, "heapUsed"), unit: " MiB", atMost: flatMiB },
          resident: { value: growth(settled, "rss"), unit: " MiB", ...(isCacheFull ? { atMost: 2 * flatMiB } : {}) },
          errors: { value: errors.length, atMost: 0 },
        },
      },
    ],
    notes: [
      "Read after garbage collection. 32 users without thinking time, ten turns per conversation, a model of 20 ms in its own process.",
      "Resident memory grows by SQLite's page cache (32 MiB) until it is full, after about 8,000 turns.",
      ...[...new Set(errors.map(({ message }) => message))].slice(0, 3).map((message) => `Error: ${message}`),
    ],
  };
}

function growth(points: readonly Point[], of: "heapUsed" | "rss"): number {
  return slope(points.map((point) => ({ x: point.turns / 1_000, y: point[of] / mebibyte })));
}
