import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: projectRoot,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((page) => existsSync(join(projectRoot, page)))
  .map((page) => ({ page, text: readFileSync(join(projectRoot, page), "utf8") }));

const folders = "functions|shared|tests|emulators|config|terraform|docs|voice-runner";
/** A path of the repository in backticks. A path with a placeholder or a pattern does not name a file. */
const mentionedPath = new RegExp(`\`((?:${folders})/[\\w./-]+)\``, "g");

const missing = (page: string, path: string) => !existsSync(join(projectRoot, normalize(join(dirname(page), path))));

it("every relative link of a document resolves", () => {
  const links = pages.flatMap(({ page, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) => ({ page, target })),
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(({ page, target }) => !/^[a-z]+:/.test(target) && missing(page, target))).toEqual([]);
});

it("every path that a document mentions exists", () => {
  const paths = pages
    // Decisions and release notes stay as they were written.
    .filter(({ page }) => page !== "CHANGELOG.md" && !page.startsWith("docs/decisions/"))
    .flatMap(({ page, text }) => [...text.matchAll(mentionedPath)].map(([, path = ""]) => ({ page, path })));
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter(({ path }) => missing(".", path))).toEqual([]);
});

it("documents use standard terms", () => {
  const riddle = /\bdoors?\b|\bof which\b|\bis none\b|\bso many\b|\bwhom\b|\btold of\b|\bnobody's\b/i;
  const lines = pages
    .filter(({ page }) => page !== "CHANGELOG.md" && !page.startsWith("docs/decisions/"))
    .flatMap(({ page, text }) => text.split("\n").map((line, place) => `${page}:${place + 1}: ${line}`));
  expect(lines.filter((line) => riddle.test(line) && !line.includes('"of which"'))).toEqual([]);
});
