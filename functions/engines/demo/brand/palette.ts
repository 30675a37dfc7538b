import { clampChroma, converter, formatHex, wcagContrast } from "culori";
import { z } from "zod";

/** The colours of a demo's page. On each of them the text of the same name can be read. */
export const Palette = z.object({
  /** Background of the banner and the buttons, with `onPrimary` as its text: contrast of at least 4.5. */
  primary: z.string(),
  onPrimary: z.string(),
  /** Links and text on white: at least 4.5. */
  accent: z.string(),
  /** Bars and outlines on white: at least 3. */
  shape: z.string(),
});
export type Palette = z.infer<typeof Palette>;

const toOklch = converter("oklch");
const white = "#ffffff";
/** Of the product, where a business has no colours. */
const usual = { primary: "#1f4e5f", accent: "#0b6e69" };
/** WCAG 2.2: 1.4.3 for text, 1.4.11 for what is not text. */
const ofText = 4.5;
const ofShapes = 3;

/**
 * A palette that can be read, whatever the colours. Each is darkened in OKLCH, which keeps its hue, until it contrasts
 * enough with white. Pure.
 * @param given `#rrggbb`; undefined for those of the product
 */
export function paletteOf(given: {
  readonly primary?: string | undefined;
  readonly accent?: string | undefined;
}): Palette {
  const primary = given.primary ?? usual.primary;
  const accent = given.accent ?? given.primary ?? usual.accent;
  return {
    primary: darkened(primary, ofText),
    onPrimary: white,
    accent: darkened(accent, ofText),
    shape: darkened(accent, ofShapes),
  };
}

function darkened(color: string, contrast: number): string {
  const start = toOklch(color);
  if (start === undefined) return darkened(usual.primary, contrast);
  for (let lightness = start.l; lightness > 0; lightness -= 0.01) {
    // A darker colour holds less chroma: it is clamped first, so that the hex shows the hue that was meant.
    const hex = formatHex(clampChroma({ ...start, l: lightness }, "oklch"));
    if (wcagContrast(hex, white) >= contrast) return hex;
  }
  return "#000000";
}
