import { type DrawnSpan, drawTrace } from "./draw-trace.ts";

const span = (spanId: string, parentSpanId: string, startMs: number, more: Partial<DrawnSpan> = {}): DrawnSpan => ({
  spanId,
  parentSpanId,
  name: spanId,
  kind: 1,
  startMs,
  endMs: startMs + 10,
  ...more,
});
const names = (svg: string) => [...svg.matchAll(/<text x="(\d+)" y="[\d.]+" fill="#111827">([^<]*)</g)].slice(0);
const bars = (svg: string) =>
  [...svg.matchAll(/ y="\d+" width="([\d.]+)" height="12"/g)].map(([, width]) => Number(width));

it("draws each span below its parent, further in, children by time", () => {
  const svg = drawTrace("A trace", [
    span("late", "root", 50),
    span("inner", "early", 20),
    span("early", "root", 10),
    span("root", "", 0),
  ]);
  expect(names(svg).map(([, x, name]) => [name, Number(x)])).toEqual([
    ["root", 16],
    ["early", 29],
    ["inner", 42],
    ["late", 29],
  ]);
});

it("draws a span whose parent is not there, and one that took no time", () => {
  const svg = drawTrace("A trace", [span("orphan", "elsewhere", 5, { endMs: 5 }), span("root", "", 0, { endMs: 100 })]);
  expect(names(svg).map(([, , name]) => name)).toEqual(["root", "orphan"]);
  expect(bars(svg)[1]).toBe(2);
});

it("is proportional to time", () => {
  const [whole = 0, half = 0] = bars(
    drawTrace("A trace", [span("root", "", 1_000, { endMs: 1_200 }), span("half", "root", 1_100, { endMs: 1_200 })]),
  );
  expect(whole / half).toBeCloseTo(2, 1);
});

it("draws names as text, whatever they hold", () => {
  const svg = drawTrace("<b>", [span("a", "", 0, { name: 'GET "<script>" & more', kind: 99 })]);
  expect(svg).toContain("GET &quot;&lt;script&gt;&quot; &amp; more");
  expect(svg).not.toContain("<script>");
});
