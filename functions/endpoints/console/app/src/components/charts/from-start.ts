/**
 * Places things of a chart from the side where reading begins: in a language that is written from right to left the chart
 * is its own mirror, as the slider below it is. `extent` is the width of what is placed. Texts' anchors turn by themselves.
 */
export function fromStart(width: number): (x: number, extent?: number) => number {
  const isMirrored = document.documentElement.dir === "rtl";
  return (x, extent = 0) => (isMirrored ? width - x - extent : x);
}
