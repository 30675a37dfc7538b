import { chatLoad, type Load } from "./chat/chat-load.ts";
import type { Section } from "./report.ts";
import { median } from "./statistics.ts";
import { startTarget, type Target, type TargetOptions, type Variant } from "./target.ts";

/** A variant that is measured in alternation with others. */
export interface Lane {
  readonly variant: Measured;
  readonly target: Target;
  readonly load: Load;
  /** CPU milliseconds per request, by batch. */
  readonly cpuMs: number[];
  readonly tookMs: number[];
}

type Measured = Exclude<Variant, "gemini">;
const variants: readonly Measured[] = ["echo", "plain", "graph"];
export const warmUpRequests = 1_500;

const names: Readonly<Record<Measured, string>> = {
  echo: "echo: parse JSON, answer JSON",
  plain: "chat turn, the agent without its graph",
  graph: "chat turn, the product as it is",
};
/** A busy instance, where turns share the cost of a durable commit. Sequential requests are measured as well. */
export const busyConcurrency = 16;

/**
 * Compares the CPU of a chat turn with an echo behind the same framework. Each variant runs in its own process; this one
 * generates the load. Batches alternate between the variants, so that other load on the machine affects all of them.
 * Ratios are computed within a round.
 */
export async function cpuSections(size: { readonly rounds: number; readonly requests: number }): Promise<Section[]> {
  const sections: Section[] = [];
  for (const concurrency of [busyConcurrency, 1]) {
    const lanes = await Promise.all(variants.map((variant) => openLane(variant)));
    for (const lane of lanes) await lane.load.run(warmUpRequests, 16);
    const rounds = concurrency === 1 ? Math.ceil(size.rounds / 2) : size.rounds;
    for (let round = 0; round < rounds; round += 1) {
      for (const lane of round % 2 === 0 ? lanes : lanes.toReversed())
        await measureLane(lane, size.requests, concurrency);
    }
    sections.push(sectionOf(lanes, concurrency));
    for (const lane of lanes) {
      lane.load.close();
      await lane.target.stop();
    }
  }
  return sections;
}

export async function openLane(variant: Measured, given: TargetOptions = {}): Promise<Lane> {
  const target = await startTarget(variant, { given });
  return { variant, target, load: chatLoad(target, variant), cpuMs: [], tookMs: [] };
}

/** Sends a batch of requests. */
export async function measureLane(lane: Lane, requests: number, concurrency: number): Promise<void> {
  const before = await lane.target.read("cpu");
  lane.tookMs.push(...(await lane.load.run(requests, concurrency)));
  const after = await lane.target.read("cpu");
  lane.cpuMs.push((after.cpuMs - before.cpuMs) / requests);
}

function sectionOf(lanes: readonly Lane[], concurrency: number): Section {
  const echo = lanes.find(({ variant }) => variant === "echo");
  const rows = lanes.map(({ variant, cpuMs, tookMs }) => {
    const ratio = median(cpuMs.map((each, round) => each / (echo?.cpuMs[round] ?? Number.NaN)));
    return {
      name: names[variant],
      figures: {
        "CPU a request": { value: median(cpuMs), unit: " ms" },
        "against echo": { value: ratio, unit: "×" },
        "median wait": { value: median(tookMs), unit: " ms" },
      },
    };
  });
  return {
    title: `CPU of a turn, ${concurrency} at once, models that answer at once`,
    columns: ["CPU a request", "against echo", "median wait"],
    rows,
    notes: [],
  };
}
