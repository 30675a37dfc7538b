import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
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
/** As on a fresh checkout: the folder of builds is not there yet. */
const cache = join(mkdtempSync(join(tmpdir(), "console-app-")), "builds");
const build = `process.stdout.write(await (await import("${builder}")).builtConsoleApp(undefined, ${JSON.stringify(cache)}))`;

const inProcess = (script: string) => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);

let folders: readonly string[];
let folder: string;
let chunks: Readonly<Record<string, Chunk>>;
let textFiles: Readonly<Record<string, Readonly<Record<string, string>>>>;

beforeAll(async () => {
  // In processes of their own: the bundler's native part refuses objects of Jest's realm.
  folders = (await Promise.all([inProcess(build), inProcess(build)])).map(({ stdout }) => stdout);
  [folder = ""] = folders;
  chunks = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  textFiles = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8"));
});

afterAll(() => rmSync(dirname(cache), { recursive: true }));

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

/** The texts that a part of the console shows, in the language in which they are the longest. */
function textsOf(part: string): number {
  const files = Object.values(textFiles[part.replace(/^src\//, "")] ?? {});
  return Math.max(0, ...files.map((file) => kilobytes([file])));
}

test("two processes that start together on a fresh checkout end with the same build, and leave nothing else", () => {
  expect(folders).toEqual([folder, folder]);
  expect(readdirSync(cache)).toEqual([basename(folder)]);
});

describe("a browser loads no more of the console than", () => {
  it("160 KB of scripts with texts and 20 KB of styles before the first page, compressed", () => {
    expect(textsOf("initial")).toBeGreaterThan(1);
    expect(kilobytes(scripts(initial())) + textsOf("initial")).toBeLessThanOrEqual(mostKilobytes.initial);
    const styles = new Set([...initial()].flatMap((name) => chunks[name]?.css ?? []));
    expect(styles.size).toBeGreaterThan(0);
    expect(kilobytes(styles)).toBeLessThanOrEqual(mostKilobytes.styles);
  });

  it("90 KB of scripts and texts more for each page", () => {
    const pages = Object.keys(chunks).filter((name) => chunks[name]?.isDynamicEntry);
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) {
      const more = [...withImports(page)].filter((name) => !initial().has(name));
      const size = kilobytes(scripts(more)) + textsOf(page);
      expect([page, size, size <= mostKilobytes.page]).toEqual([page, size, true]);
    }
  });
});

test("scripts hold keys, and a file for each language their texts: those that the page shows", () => {
  const page = "pages/tickets/ticket-page.tsx";
  const code = readFileSync(join(folder, chunks[`src/${page}`]?.file ?? ""), "utf8");
  expect(code).toContain("ticket_urgent");
  const texts = (language: string) =>
    JSON.parse(readFileSync(join(folder, textFiles[page]?.[language] ?? ""), "utf8")) as Record<string, string>;
  expect(texts("en")).toMatchObject({ ticket_urgent: "Urgent" });
  expect(texts("en")).not.toHaveProperty("sign_in");
  expect(Object.keys(texts("hi"))).toEqual(Object.keys(texts("en")));
  expect(code).not.toContain(texts("hi").ticket_urgent);
});
