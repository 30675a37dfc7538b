import type { StaticFolder } from "../http/static-folder.ts";

/** Where pages of customers find a font, and the file of the built console that it is. */
const files = {
  "/console/letters/arabic.woff2": /^app\/assets\/noto-naskh-arabic-arabic-[\w.-]+\.woff2$/,
  "/console/letters/devanagari.woff2": /^app\/assets\/noto-sans-devanagari-devanagari-[\w.-]+\.woff2$/,
} as const;

/**
 * Letters for pages in Hindi and Urdu, because many systems lack them or have only some. A browser loads a font only for a
 * page that shows such a letter: Devanagari where the system has none, Arabic always, so that a word is not mixed.
 */
export const pageLetters = `
@font-face { font-family: "Console Devanagari"; font-weight: 100 900; font-display: swap; src: url(/console/letters/devanagari.woff2) format("woff2"); unicode-range: U+900-97F, U+1CD0-1CF9, U+25CC, U+A830-A839, U+A8E0-A8FF; }
@font-face { font-family: "Console Arabic"; font-weight: 400 700; font-display: swap; src: url(/console/letters/arabic.woff2) format("woff2"); unicode-range: U+600-6FF, U+750-77F, U+8A0-8FF, U+FB50-FDFF, U+FE70-FEFC; }
:lang(ur) { --font: "Console Arabic", system-ui, "Noto Sans", "Console Devanagari", sans-serif; font-family: var(--font); line-height: 1.8; }
`;

/** The name of a font's file in the folder, or undefined when the path is no font's or the console is not built. */
export function letterFile(path: string, folder: StaticFolder): string | undefined {
  const pattern = Object.entries(files).find(([at]) => at === path)?.[1];
  return pattern && folder.names.find((name) => pattern.test(name));
}
