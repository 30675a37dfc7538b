import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const mostKilobytes = { initial: 160, page: 90, styles: 20 };

const builder = pathToFileURL(join(import.meta.dirname, "console-app.ts"));
const build = `process.stdout.write(await (await import("${builder}")).builtConsoleApp())`;

let folder: string;
let chunks: Readonly<Record<string, Chunk>>;
let areas: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  // In a process of its own: the bundler's native part refuses objects of Jest's realm.
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", build]);
  folder = stdout.trim();
  chunks = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  areas = JSON.parse(readFileSync(join(folder, "areas.json"), "utf8"));
});

/** The chunk and everything that it imports at once. */
function withImports(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const each of chunks[name]?.imports ?? []) withImports(each, found);
  return found;
}

const kilobytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1024;
const scripts = (names: Iterable<string>) =>
  [...names].flatMap((name) => chunks[name]?.file ?? []).filter((file) => file.endsWith(".js"));
const entries = () => Object.keys(chunks).filter((name) => chunks[name]?.isEntry);
const initial = () => new Set(entries().flatMap((name) => [...withImports(name)]));
const isText = (name: string) => /\/texts\/\w+\/[\w-]+\.ts$/.test(name);

/** The texts that a part of the console shows, in the language in which they are the longest. */
function textsOf(part: string): number {
  const shown = areas[part.replace(/^src\//, "")] ?? [];
  const inLanguage = (language: string) =>
    shown.map((area) => Object.keys(chunks).find((name) => name.endsWith(`/texts/${language}/${area}.ts`)) ?? area);
  return Math.max(...["en", "hi", "ur"].map((language) => kilobytes(scripts(inLanguage(language)))));
}

describe("a browser loads no more of the console than", () => {
  it("160 KB of scripts with texts and 20 KB of styles before the first page, compressed", () => {
    expect(textsOf("initial")).toBeGreaterThan(1);
    expect(kilobytes(scripts(initial())) + textsOf("initial")).toBeLessThanOrEqual(mostKilobytes.initial);
    const styles = new Set([...initial()].flatMap((name) => chunks[name]?.css ?? []));
    expect(styles.size).toBeGreaterThan(0);
    expect(kilobytes(styles)).toBeLessThanOrEqual(mostKilobytes.styles);
  });

  it("90 KB of scripts and texts more for each page", () => {
    const pages = Object.keys(chunks).filter((name) => chunks[name]?.isDynamicEntry && !isText(name));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      const more = [...withImports(page)].filter((name) => !initial().has(name));
      const size = kilobytes(scripts(more)) + textsOf(page);
      expect([page, size, size <= mostKilobytes.page]).toEqual([page, size, true]);
    }
  });
});

test("scripts hold no texts: each part names those that it shows", () => {
  expect(areas.initial).toEqual(["console", "menu"]);
  expect(areas["pages/tickets/ticket-page.tsx"]).toContain("tickets");
  const page = chunks["src/pages/tickets/ticket-page.tsx"]?.file ?? "";
  const code = readFileSync(join(folder, page), "utf8");
  expect(code).toContain("ticket_open");
  expect(code).not.toMatch(/[\u0600-\u097f]/);
});
