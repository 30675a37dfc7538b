import type { CollectedSpan } from "../../emulators/otlp.ts";

export type DrawnSpan = Pick<CollectedSpan, "spanId" | "parentSpanId" | "name" | "kind" | "startMs" | "endMs">;

/** OpenTelemetry's kinds of spans by their numbers in OTLP. */
const kinds: Readonly<Record<number, { readonly name: string; readonly colour: string }>> = {
  1: { name: "internal", colour: "#6b7280" },
  2: { name: "server", colour: "#2563eb" },
  3: { name: "client", colour: "#d97706" },
  4: { name: "producer", colour: "#7c3aed" },
  5: { name: "consumer", colour: "#059669" },
};
const unknownKind = { name: "unknown", colour: "#6b7280" };

const layout = { width: 1_180, names: 430, row: 24, top: 74, indent: 13, right: 70, least: 2 };

/** A span, and how many spans lie between it and the trace's first one. */
interface Row {
  readonly span: DrawnSpan;
  readonly depth: number;
}

/** Draws a trace as an SVG: a row for each span, below its parent, with a bar for its time. */
export function drawTrace(title: string, spans: readonly DrawnSpan[]): string {
  const rows = rowsOf(spans);
  const startMs = Math.min(...spans.map((span) => span.startMs));
  const lengthMs = Math.max(1, Math.max(...spans.map((span) => span.endMs)) - startMs);
  const perMs = (layout.width - layout.names - layout.right) / lengthMs;
  const height = layout.top + rows.length * layout.row + 16;
  const x = (ms: number) => layout.names + (ms - startMs) * perMs;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${height}" font-family="system-ui, sans-serif" font-size="12.5">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${layout.width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="26" font-size="16" font-weight="600" fill="#111827">${escaped(title)}</text>`,
    ...legend(),
    ...axis(lengthMs, (ms) => x(startMs + ms), height),
    ...rows.map((row, index) => drawRow(row, index, { x, perMs })),
    "</svg>",
    "",
  ].join("\n");
}

/** Parents before their children, children by time. A span whose parent is not here begins a tree. */
function rowsOf(spans: readonly DrawnSpan[]): readonly Row[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const parentOf = ({ parentSpanId }: DrawnSpan) => (known.has(parentSpanId) ? parentSpanId : "");
  const children = Map.groupBy(
    spans.toSorted((one, other) => one.startMs - other.startMs),
    parentOf,
  );
  const below = (parent: string, depth: number): readonly Row[] =>
    (children.get(parent) ?? []).flatMap((span) => [{ span, depth }, ...below(span.spanId, depth + 1)]);
  return below("", 0);
}

function drawRow(
  { span, depth }: Row,
  index: number,
  { x, perMs }: { readonly perMs: number; x(ms: number): number },
): string {
  const y = layout.top + index * layout.row;
  const { colour } = kinds[span.kind] ?? unknownKind;
  const width = Math.max(layout.least, (span.endMs - span.startMs) * perMs);
  const text = y + layout.row / 2 + 4.5;
  const bar = `<rect x="${round(x(span.startMs))}" y="${y + 6}" width="${round(width)}" height="12" rx="2" fill="${colour}"/>`;
  const name = `<text x="${16 + depth * layout.indent}" y="${text}" fill="#111827">${escaped(span.name)}</text>`;
  const duration = Math.round(span.endMs - span.startMs);
  const time = `<text x="${round(x(span.startMs) + width + 6)}" y="${text}" font-size="11" fill="#4b5563">${duration} ms</text>`;
  const stripe =
    index % 2 === 0 ? `<rect y="${y}" width="${layout.width}" height="${layout.row}" fill="#f3f4f6"/>` : "";
  return [stripe, name, bar, time].join("");
}

function legend(): readonly string[] {
  return Object.values(kinds).map(({ name, colour }, index) => {
    const x = 16 + index * 84;
    return `<rect x="${x}" y="42" width="10" height="10" rx="2" fill="${colour}"/><text x="${x + 15}" y="51" font-size="11.5" fill="#4b5563">${name}</text>`;
  });
}

/** A line at about every fifth of the time, at a round number. */
function axis(lengthMs: number, x: (ms: number) => number, height: number): readonly string[] {
  const power = 10 ** Math.floor(Math.log10(lengthMs / 5));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => lengthMs / each <= 6) ?? lengthMs;
  const marks = Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
  return marks.map(
    (ms) =>
      `<line x1="${round(x(ms))}" y1="${layout.top - 6}" x2="${round(x(ms))}" y2="${height - 10}" stroke="#d1d5db"/><text x="${round(x(ms))}" y="${layout.top - 10}" font-size="11" text-anchor="middle" fill="#4b5563">${round(ms)} ms</text>`,
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
