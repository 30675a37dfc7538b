/** Everything that is put into a chart goes through this. */
export function chartText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Maps amounts to places of an SVG. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]) {
  const [[from, to], [start, end]] = [domain, range];
  const factor = to === from ? 0 : (end - start) / (to - from);
  return (value: number): number => Math.round((start + (value - from) * factor) * 10) / 10;
}

/** Round amounts between two others: at most this many, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(from: number, to: number, most: number): readonly number[] {
  if (to <= from) return [from];
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => (first + index) * step);
}

/**
 * A chart as an SVG of its own. Its colours are those of the text around it and `--chart`, so it can be read in light and dark.
 * `title` names it and `told` says what it shows, for those who cannot see it.
 */
export function chartFrame(of: {
  readonly id: string;
  readonly title: string;
  readonly told: string;
  readonly width: number;
  readonly height: number;
  readonly body: string;
}): string {
  const { id, title, told, width, height, body } = of;
  return `<svg role="img" aria-labelledby="${id}-title ${id}-told" viewBox="0 0 ${width} ${height}" font-size="13" fill="currentColor">
<title id="${id}-title">${chartText(title)}</title><desc id="${id}-told">${chartText(told)}</desc>
${body}
</svg>`;
}

/** The line below a chart with its amounts. */
export function chartAxis(of: {
  readonly top: number;
  readonly range: readonly [number, number];
  readonly ticks: readonly number[];
  readonly scale: (value: number) => number;
  readonly amount: (value: number) => string;
}): string {
  const { top, range, scale, amount } = of;
  const marks = of.ticks.map(
    (tick) => `<text x="${scale(tick)}" y="${top + 18}" text-anchor="middle">${chartText(amount(tick))}</text>`,
  );
  return `<line x1="${range[0]}" x2="${range[1]}" y1="${top}" y2="${top}" stroke="currentColor"/>${marks.join("")}`;
}
