import { startCollector } from "../../emulators/otlp.ts";
import { busyConcurrency, measureLane, openLane, warmUpRequests } from "./cpu.ts";
import type { Section } from "./report.ts";
import { median } from "./statistics.ts";

const shares = [undefined, 0.1, 1] as const;
const nameOf = (ratio: number | undefined) =>
  ratio === undefined ? "off" : `on, ${Math.round(ratio * 100)} % of the turns recorded`;

/**
 * Compares the CPU of a chat turn without tracing with the same turn traced, exports included. Each lane runs in its own
 * process, batches alternate, and ratios are computed within a round.
 */
export async function tracingSection(size: { readonly rounds: number; readonly requests: number }): Promise<Section> {
  const collectors = await Promise.all(shares.map(() => startCollector()));
  const lanes = await Promise.all(
    shares.map((ratio, index) => {
      const endpoint = collectors[index]?.url ?? "";
      return openLane("graph", ratio === undefined ? {} : { tracing: { endpoint, ratio } });
    }),
  );
  for (const lane of lanes) await lane.load.run(warmUpRequests, busyConcurrency);
  for (let round = 0; round < size.rounds; round += 1)
    for (const lane of round % 2 === 0 ? lanes : lanes.toReversed())
      await measureLane(lane, size.requests, busyConcurrency);
  for (const lane of lanes) {
    lane.load.close();
    await lane.target.stop(); // exports the last spans
  }
  const turns = warmUpRequests + size.rounds * size.requests;
  const [off] = lanes;
  const rows = lanes.map(({ cpuMs, tookMs }, index) => {
    const collector = collectors[index];
    const bytes = (collector?.requests() ?? []).reduce((sum, request) => sum + request.bytes.length, 0);
    return {
      name: nameOf(shares[index]),
      figures: {
        "CPU a request": { value: median(cpuMs), unit: " ms" },
        "against off": {
          value: median(cpuMs.map((each, round) => each / (off?.cpuMs[round] ?? Number.NaN))),
          unit: "×",
        },
        "median wait": { value: median(tookMs), unit: " ms" },
        "spans a turn": { value: (collector?.spans().length ?? 0) / turns, unit: "" },
        "bytes a turn": { value: bytes / turns, unit: "" },
      },
    };
  });
  await Promise.all(collectors.map((collector) => collector.close()));
  return {
    title: `Tracing: CPU of a chat turn, ${busyConcurrency} at once, models that answer at once`,
    columns: ["CPU a request", "against off", "median wait", "spans a turn", "bytes a turn"],
    rows,
    notes: [],
  };
}
