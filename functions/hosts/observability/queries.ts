import type { MetricName } from "../../../shared/telemetry/names.ts";

/** A line, bar or figure of a panel: PromQL, and how Grafana names what it finds. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** The rate per second of a counter or of a histogram's part, by labels. */
function rateOf(metric: MetricName, labels: readonly string[], part = ""): string {
  return `sum by (${labels.join(", ")}) (rate(${metric.name}${part}${chosen}[$__rate_interval]))`;
}

/** Only the clients that are chosen above the dashboard. */
const chosen = '{client_id=~"$client"}';
const legendOf = (labels: readonly string[]) => labels.map((label) => `{{${label}}}`).join(" ");

export function perMinute(metric: MetricName, ...labels: readonly string[]): Query {
  return { expr: `60 * ${rateOf(metric, known(metric, labels))}`, legend: legendOf(labels) };
}

/** What a counter grew by in the time that the dashboard shows. */
export function inRange(metric: MetricName, ...labels: readonly string[]): Query {
  const by = known(metric, labels).join(", ");
  return { expr: `sum by (${by}) (increase(${metric.name}${chosen}[$__range]))`, legend: legendOf(labels) };
}

/** The share of a counter that has `value` at `label`. */
export function share(metric: MetricName, label: string, value: string, ...labels: readonly string[]): Query {
  const by = known(metric, [label, ...labels])
    .slice(1)
    .join(", ");
  const part = `rate(${metric.name}{client_id=~"$client", ${label}="${value}"}[$__rate_interval])`;
  return {
    expr: `sum by (${by}) (${part}) / sum by (${by}) (rate(${metric.name}${chosen}[$__rate_interval]))`,
    legend: legendOf(labels),
  };
}

/** The part of `one` in `one` and `other` together, such as of the seconds down in all seconds probed. */
export function partOf(one: MetricName, other: MetricName, ...labels: readonly string[]): Query {
  const [part, rest] = [one, other].map((metric) => rateOf(metric, known(metric, labels)));
  // A service that was never down, or never up, lacks one of the two series.
  return { expr: `(${part} or 0 * ${rest}) / (${part} + ${rest} or ${part} or ${rest})`, legend: legendOf(labels) };
}

export function quantile(share: number, metric: MetricName, ...labels: readonly string[]): Query {
  const rates = rateOf(metric, [...known(metric, labels), "le"], "_bucket");
  return { expr: `histogram_quantile(${share}, ${rates})`, legend: `p${share * 100} ${legendOf(labels)}` };
}

/** The mean of a histogram or summary. */
export function mean(metric: MetricName, ...labels: readonly string[]): Query {
  const by = known(metric, labels);
  return { expr: `${rateOf(metric, by, "_sum")} / ${rateOf(metric, by, "_count")}`, legend: legendOf(labels) };
}

export function gauge(metric: MetricName, ...labels: readonly string[]): Query {
  known(metric, labels);
  return { expr: `${metric.name}${chosen}`, legend: legendOf(labels) };
}

function known(metric: MetricName, labels: readonly string[]): readonly string[] {
  const unknown = labels.filter((label) => !metric.labels.includes(label));
  if (unknown.length > 0)
    throw new Error(`${metric.name} has no label ${unknown.join(", ")}. It has ${metric.labels.join(", ")}.`);
  return labels;
}
