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
import { basename, join, relative } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { consoleTokens } from "../../endpoints/theme/tokens.ts";

const appFolder = join(projectRoot, "functions/endpoints/console/app");
/** Ignored by git. Holds one build per state of the sources, and the compiled messages that editors and tsc read. */
const cacheFolder = join(projectRoot, "dist-console");
/** A link to the newest compiled messages, for editors and tsc. */
const messagesLink = join(cacheFolder, "newest-messages");
const cataloguesFolder = join(appFolder, "messages");
const tokensFile = "functions/endpoints/theme/tokens.ts";
/** Where the console's endpoint serves the built files. */
const servedUnder = "/console/app/";

/**
 * The folder with the built console: `index.html` and hashed files under `assets/`. It is built once for each state of
 * its sources and of the packages, which takes a few seconds; afterwards the folder is only looked up.
 */
export async function builtConsoleApp(): Promise<string> {
  const built = join(cacheFolder, `app-${hashOfSources()}`);
  if (existsSync(built)) return built;
  const messages = await compileMessages();
  const temporary = `${built}.${process.pid}`;
  await bundleApp(temporary, messages);
  moveInto(temporary, built);
  return built;
}

/**
 * Writes the message functions of the catalogues, unless they are there. Like the app itself they have a folder for each
 * state of their sources, so that processes that build at the same time take nothing from each other.
 * @returns the folder
 */
export async function compileMessages(): Promise<string> {
  const state = hashOf([import.meta.filename, ...filesUnder(cataloguesFolder)]).slice(0, 16);
  const compiled = join(cacheFolder, `messages-${state}`);
  if (!existsSync(compiled)) {
    const { compile } = await import("@inlang/paraglide-js");
    const temporary = `${compiled}.${process.pid}`;
    const project = `${temporary}.inlang`;
    writeMessageProject(project);
    await compile({
      project,
      outdir: temporary,
      strategy: ["localStorage", "preferredLanguage", "baseLocale"],
      emitReadme: false,
    });
    rmSync(project, { recursive: true });
    moveInto(temporary, compiled);
  }
  linkMessages(compiled);
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
 * inlang's project, which it also writes to: so it is made beside the output, and not among the sources. The plugin is a
 * file, because the address that inlang's templates name is only read over the network; without it nothing is compiled
 * and no error is reported.
 */
function writeMessageProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const fromProject = (path: string) => relative(cacheFolder, path);
  const catalogues = readdirSync(join(cataloguesFolder, "en"))
    .sort()
    .map((name) => `./${fromProject(cataloguesFolder)}/{locale}/${name}`);
  const plugin = join(projectRoot, "node_modules/@inlang/plugin-message-format/dist/index.js");
  const settings = {
    baseLocale: "en",
    locales: readdirSync(cataloguesFolder).sort(),
    modules: [fromProject(plugin)],
    "plugin.inlang.messageFormat": { pathPattern: catalogues },
  };
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
}

/**
 * Every text is a module, and the bundler makes a chunk for each set of pages that shares one: a page asked for a hundred files of
 * 200 bytes. What every page needs is one file, and what several pages share is another.
 */
const chunkGroups = [
  { name: "initial", tags: ["$initial" as const], test: /\/(?:node_modules|messages-\w+|src\/(?!main))/, priority: 2 },
  { name: "shared", test: /\/src\/(components|api)\/(?!charts)|\/messages-\w+\//, minShareCount: 3, priority: 1 },
];

async function bundleApp(outDir: string, messages: string): Promise<void> {
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
        "#messages": join(messages, "messages.js"),
        "#language": join(messages, "runtime.js"),
        "#tokens.css": tokens,
      },
    },
    oxc: { jsx: { runtime: "automatic", development: false } },
    build: {
      outDir,
      manifest: "manifest.json",
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
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

function hashOfSources(): string {
  const own = ["package-lock.json", "config/schema.json", tokensFile].map((file) => join(projectRoot, file));
  return hashOf([import.meta.filename, ...own, ...filesUnder(appFolder)]).slice(0, 16);
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
