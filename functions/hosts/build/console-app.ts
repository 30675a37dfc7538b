import { hash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { consoleTokens } from "../../endpoints/theme/tokens.ts";
import { firstScript } from "./console/first-script.ts";
import { readCatalogues, writeMessages } from "./console/messages.ts";
import { pageTexts } from "./console/page-texts.ts";

const appFolder = join(projectRoot, "functions/endpoints/console/app");
/** Ignored by git. Holds one build per state of the sources, and the compiled messages that editors and tsc read. */
const cacheFolder = join(projectRoot, "dist-console");
/** A link to the newest compiled messages, for editors and tsc. */
const messagesLink = join(cacheFolder, "newest-messages");
const cataloguesFolder = join(appFolder, "messages");
const sourcesFolder = join(appFolder, "src");
/** A test call is the widget's call. */
const widgetFolder = join(projectRoot, "functions/endpoints/widget/web");
const builderFolder = join(import.meta.dirname, "console");
const messagesSource = join(builderFolder, "messages.ts");
const tokensFile = "functions/endpoints/theme/tokens.ts";
/** Where the console's endpoint serves the built files. */
const servedUnder = "/console/app/";

/**
 * The folder with the built console: `index.html` and hashed files under `assets/`. It is built once for each state of
 * its sources and of the packages, which takes a few seconds; afterwards the folder is only looked up.
 * @param catalogues a folder for each language with its texts
 * @param cache the folder of all builds; a fresh checkout has none
 */
export async function builtConsoleApp(catalogues = cataloguesFolder, cache = cacheFolder): Promise<string> {
  const built = join(cache, `app-${hashOfSources(catalogues)}`);
  if (existsSync(built)) return built;
  mkdirSync(cache, { recursive: true });
  const temporary = `${built}.${process.pid}`;
  await bundleApp(temporary, catalogues);
  moveInto(temporary, built);
  return built;
}

/**
 * Writes the message functions of the catalogues, unless they are there. Like the app itself they have a folder for each
 * state of their sources, so that processes that build at the same time take nothing from each other.
 * @returns the folder
 */
export async function compileMessages(catalogues = cataloguesFolder): Promise<string> {
  const state = hashOf([messagesSource, ...filesUnder(catalogues)]).slice(0, 16);
  const compiled = join(cacheFolder, `messages-${state}`);
  if (!existsSync(compiled)) {
    const temporary = `${compiled}.${process.pid}`;
    writeMessages(temporary, catalogues);
    moveInto(temporary, compiled);
  }
  if (catalogues === cataloguesFolder) linkMessages(compiled);
  return compiled;
}

/** The link changes at once: who reads finds the old messages or the new ones. */
function linkMessages(compiled: string): void {
  if (existsSync(messagesLink) && readlinkSync(messagesLink) === basename(compiled)) return;
  const temporary = `${messagesLink}.${process.pid}`;
  symlinkSync(basename(compiled), temporary);
  renameSync(temporary, messagesLink);
}

/**
 * What every page needs is one file, and what several pages share is another. The script that runs first is small, because it
 * asks for the rest; what it shares with the others comes with it.
 */
const chunkGroups = [
  {
    name: "first",
    test: /\/src\/(?:start|api\/begun|shell\/is-path-of|language\/(?!use)|pages\/(?:\w+\/)?(?:index|pages)\.ts)|preload-helper|rolldown\/runtime/,
    priority: 3,
  },
  { name: "initial", tags: ["$initial" as const], test: /\/(?:node_modules|src\/(?!main))/, priority: 2 },
  { name: "shared", test: /\/src\/(components|api)\/(?!charts)/, minShareCount: 3, priority: 1 },
];

async function bundleApp(outDir: string, catalogues: string): Promise<void> {
  const { build } = await import("vite");
  const tokens = `${outDir}.tokens.css`;
  writeFileSync(tokens, consoleTokens());
  await build({
    configFile: false,
    root: appFolder,
    base: servedUnder,
    // One build serves every process, whatever its NODE_ENV: React's development files are a quarter larger.
    define: { "process.env.NODE_ENV": '"production"' },
    // Packages mark what runs in browsers only ("use client"), which the bundler warns of.
    logLevel: "error",
    resolve: {
      alias: {
        "#language": join(sourcesFolder, "language/language.ts"),
        "#tokens.css": tokens,
      },
    },
    plugins: [
      firstScript(join(sourcesFolder, "start.ts"), servedUnder),
      pageTexts({
        sources: sourcesFolder,
        entries: ["start.ts", "main.tsx"],
        catalogues: readCatalogues(catalogues),
      }),
    ],
    oxc: { jsx: { runtime: "automatic", development: false } },
    build: {
      outDir,
      manifest: "manifest.json",
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: join(appFolder, "index.html"), start: join(sourcesFolder, "start.ts") },
        output: { codeSplitting: { groups: chunkGroups } },
      },
    },
  });
  rmSync(tokens);
}

/** Another process may have built the same meanwhile: its folder has the same content. */
function moveInto(temporary: string, target: string): void {
  try {
    renameSync(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(temporary, { recursive: true });
  }
}

function hashOfSources(catalogues: string): string {
  const own = ["package-lock.json", "config/schema.json", tokensFile].map((file) => join(projectRoot, file));
  return hashOf([
    import.meta.filename,
    ...filesUnder(builderFolder),
    ...own,
    ...filesUnder(appFolder),
    ...filesUnder(widgetFolder),
    ...filesUnder(catalogues),
  ]).slice(0, 16);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(files: readonly string[]): string {
  return hash("sha256", files.map((file) => `${file.slice(projectRoot.length)}\0${readFileSync(file)}\0`).join(""));
}
