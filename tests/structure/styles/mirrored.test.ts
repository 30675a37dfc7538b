import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";

/** What people see: the console, the chat widget, and the pages that customers and clients open. */
const sources = globSync(["functions/endpoints/**/*.css", "functions/endpoints/**/*.{ts,tsx,js}"], { cwd: projectRoot })
  .filter((file) => !file.endsWith(".test.ts"))
  .sort();

/** Where a side of the screen is meant, whichever way the page is written. */
const exceptions: readonly (readonly [file: string, found: string, reason: string])[] = [
  ["functions/endpoints/widget/web/style.js", "right: 20px", "The launcher's corner is the page's own."],
  ["functions/endpoints/widget/web/style.js", "right: auto", "The site has chosen the other corner."],
  ["functions/endpoints/widget/web/style.js", "left: 20px", "The site has chosen the other corner."],
];

const side = "(?:left|right)";
const patterns: readonly RegExp[] = [
  new RegExp(`(?<![\\w-])${side}:\\s*(?:-?[\\d.]|auto|calc|var)[^;}"'\`]*`, "g"),
  new RegExp(`(?:margin|padding|border|scroll-margin|scroll-padding)-${side}[\\w-]*:[^;}]*`, "g"),
  new RegExp(`border-(?:top|bottom)-${side}-radius:[^;}]*`, "g"),
  new RegExp(`(?:text-align|float|clear|transform-origin|background-position):[^;}]*\\b${side}\\b[^;}]*`, "g"),
  /translateX\([^)]*\)/g,
  // As React writes them.
  /\b(?:margin|padding|border|scrollMargin)(?:Left|Right)\w*:/g,
  /\btextAlign: "(?:left|right)"/g,
  /\bscrollLeft\b|\boffsetLeft\b/g,
];
/** Of four values the second stands on the right and the fourth on the left. */
const fourSides = /(?<![\w-])(?:margin|padding|inset|border-width|border-style|border-color):\s*([^;{}]+);/g;
const corners = /(?<![\w-])border-radius:\s*([^;{}]+);/g;
/** Shadows fall down, not to a side, unless they are turned with the page. */
const sideShadow = /box-shadow:\s*(-?[\d.]*[1-9][\d.]*)(?:px|rem|em)\s[^;]*/g;

const values = (text: string) => text.match(/(?:[^\s(]|\([^)]*\))+/g) ?? [];

/** Each place of a text that is the same in a page written from right to left and should not be. */
function physicalSides(text: string): readonly string[] {
  const found = patterns.flatMap((pattern) => Array.from(text.matchAll(pattern), ([all]) => all.trim()));
  for (const [all, sides = ""] of text.matchAll(fourSides)) {
    const [, end, , start] = values(sides);
    if (start !== undefined && start !== end) found.push(all);
  }
  for (const [all, round = ""] of text.matchAll(corners)) {
    const [first, second, third, fourth] = values(round.split("/")[0] ?? "");
    const topAlike = second === undefined || first === second;
    const bottomAlike = third === undefined ? topAlike : third === (fourth ?? second);
    if (!topAlike || !bottomAlike) found.push(all);
  }
  for (const [all, across] of text.matchAll(sideShadow)) if (Number(across) !== 0) found.push(all);
  return found;
}

test("no style names a side of the screen, so that Urdu is the mirror of English", () => {
  const allowed = new Set(exceptions.map(([file, found]) => `${file}: ${found}`));
  const found = sources.flatMap((file) => {
    const path = join(projectRoot, file);
    return physicalSides(withoutComments(readFileSync(path, "utf8"))).map(
      (place) => `${relative(projectRoot, path)}: ${place}`,
    );
  });
  expect(found.filter((place) => !allowed.has(place))).toEqual([]);
  expect([...allowed].filter((place) => !found.includes(place))).toEqual([]);
});

test.each([
  ["padding: 1px 2px 1px 3px;", 1],
  ["padding: 1px 2px 3px;", 0],
  ["border-radius: 0.35rem 1rem 1rem;", 1],
  ["border-radius: 1rem 1rem 0 0;", 0],
  ["border-left: 1px solid;", 1],
  ["border-inline-start: 1px solid;", 0],
  ["margin-right: 2px;", 1],
  ["a { left: 0; }", 1],
  ["a { inset-inline-start: 0; }", 0],
  ["text-align: right;", 1],
  ["box-shadow: 0.5rem 0 1rem red;", 1],
  ["box-shadow: 0 0.5rem 1rem red;", 0],
])("%s names %i sides", (style, count) => {
  expect(physicalSides(style)).toHaveLength(count);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
