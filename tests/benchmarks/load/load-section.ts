import type { Section } from "../report.ts";
import { percentile } from "../statistics.ts";
import { type Reading, startTarget } from "../target.ts";
import { startPacedModel } from "./paced-model.ts";
import { type Usage, users } from "./users.ts";

const mebibyte = 1024 * 1024;
const firstTokenMs = 400;
/** Long enough for each conversation's history to be summarised more than once. */
const turnsPerConversation = 40;
const shares = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
/** Maximum time added to a whole turn, at the 99th percentile. */
const addedP99Ms = 60;

/** Measures the time that the product adds to the model's time under many concurrent streamed chats, at the client. */
export async function loadSection(size: { readonly users: number; readonly seconds: number }): Promise<Section> {
  const model = await startPacedModel(firstTokenMs);
  const target = await startTarget("gemini", { given: { geminiBaseUrl: model.url } });
  const usage: Usage = { users: size.users, turnsPerConversation, thinkingMs: 1_000 };
  const chatting = users(target, usage);
  await chatting.use(until(10));
  const readings: Reading[] = [await target.read("cpu")];
  const reading = setInterval(() => target.read("cpu").then((each) => readings.push(each)), 5_000);
  const { turns, errors } = await chatting.use(until(size.seconds));
  clearInterval(reading);
  chatting.close();
  readings.push(await target.read("cpu"));
  await target.stop();
  await model.stop();
  const firstTokens = turns.map((turn) => turn.firstTokenMs - model.firstTokenMs);
  const wholes = turns.map((turn) => turn.wholeMs - model.wholeMs);
  return {
    title: `Under load: ${size.users} users over streamed POST /v1/chat, a second of thinking, a model of ${firstTokenMs} ms`,
    columns: ["turns", "errors", ...Object.keys(shares)],
    rows: [
      {
        name: "added until the first token",
        figures: { turns: { value: turns.length }, ...added(firstTokens) },
      },
      {
        name: "added to the whole turn",
        figures: {
          turns: { value: turns.length },
          errors: { value: errors.length, atMost: 0 },
          ...added(wholes, addedP99Ms),
        },
      },
    ],
    notes: [
      `The model runs in its own process and takes ${model.wholeMs} ms per turn. Conversations have ${turnsPerConversation} turns, so histories are summarised meanwhile.`,
      `CPU per turn: ${((last(readings).cpuMs - (readings[0]?.cpuMs ?? 0)) / turns.length).toFixed(1)} ms.`,
      `Resident memory every 5 s: ${readings.map(({ rss }) => Math.round(rss / mebibyte)).join(", ")} MiB.`,
      ...[...new Set(errors.map(({ message }) => message))].slice(0, 3).map((message) => `Error: ${message}`),
    ],
  };
}

function added(values: readonly number[], p99?: number) {
  return Object.fromEntries(
    Object.entries(shares).map(([name, share]) => [
      name,
      {
        value: percentile(values, share),
        unit: " ms",
        ...(name === "p99" && p99 !== undefined ? { atMost: p99 } : {}),
      },
    ]),
  );
}

function until(seconds: number): () => boolean {
  const endsAt = performance.now() + seconds * 1_000;
  return () => performance.now() >= endsAt;
}

function last(readings: readonly Reading[]): Reading {
  const reading = readings.at(-1);
  if (!reading) throw new Error("There are no readings.");
  return reading;
}
