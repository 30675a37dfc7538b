import type { MetricName } from "../../../../shared/telemetry/names.ts";

/** Labels by name. */
export type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly suffix: string;
  readonly labels: Labels;
  readonly value: number;
}

/** Collects samples and writes Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export function exposition() {
  const families = new Map<string, { readonly metric: MetricName; readonly samples: Map<string, Sample> }>();

  function add(metric: MetricName, labels: Labels, value: number, suffix = ""): void {
    const family = families.get(metric.name) ?? { metric, samples: new Map<string, Sample>() };
    families.set(metric.name, family);
    const key = `${suffix}${labelText(labels)}`;
    const before = family.samples.get(key)?.value ?? 0;
    const isGauge = metric.type === "gauge";
    family.samples.set(key, { suffix, labels, value: isGauge ? value : before + value });
  }

  return {
    /** Of a counter, values with the same labels are summed. A gauge keeps the last. */
    add: (metric: MetricName, labels: Labels, value: number) => add(metric, labels, value),
    /** `buckets` are not cumulative; the last one has no upper end. */
    addHistogram(
      metric: MetricName,
      labels: Labels,
      {
        ends,
        buckets,
        sum,
        count,
      }: { ends: readonly number[]; buckets: readonly number[]; sum: number; count: number },
    ): void {
      let below = 0;
      for (const [index, end] of ends.entries()) {
        below += buckets[index] ?? 0;
        add(metric, { ...labels, le: String(end) }, below, "_bucket");
      }
      add(metric, { ...labels, le: "+Inf" }, count, "_bucket");
      add(metric, labels, sum, "_sum");
      add(metric, labels, count, "_count");
    },
    addSummary(
      metric: MetricName,
      labels: Labels,
      { sum, count }: { readonly sum: number; readonly count: number },
    ): void {
      add(metric, labels, sum, "_sum");
      add(metric, labels, count, "_count");
    },
    text(): string {
      const lines = [...families.values()].flatMap(({ metric: { name, type, help }, samples }) => [
        `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
        `# TYPE ${name} ${type}`,
        ...[...samples.values()].map(({ suffix, labels, value }) => `${name}${suffix}${labelText(labels)} ${value}`),
      ]);
      return `${lines.join("\n")}\n`;
    },
  };
}
export type Exposition = ReturnType<typeof exposition>;

function labelText(labels: Labels): string {
  const escaped = (value: string) => value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",")}}`;
}
