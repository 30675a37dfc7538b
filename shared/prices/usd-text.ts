/** Nano US dollars as a decimal of dollars, exact, without zeros at its end. */
export function usdText(nanoUsd: number): string {
  const digits = String(Math.abs(nanoUsd)).padStart(10, "0");
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, "");
  return nanoUsd < 0 ? `-${text}` : text;
}
