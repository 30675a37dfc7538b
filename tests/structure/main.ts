import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cruise, type ICruiseResult, type IViolation } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import { drawFolders, type Import } from "./draw.ts";

/**
 * Checks every import against .dependency-cruiser.cjs and draws the picture in ARCHITECTURE.md (`npm run
 * architecture`). With `--check` it writes nothing, and fails when the picture is stale.
 */

const page = "ARCHITECTURE.md";
const [begin, end] = ["<!-- dependencies: npm run architecture -->", "<!-- /dependencies -->"];
const introduction = "What imports what, by folder, types included; an arrow that the others imply is left out:";

const check = process.argv.includes("--check");
const folders = ["functions", "shared", "emulators", "voice-runner", "tests"].filter((folder) => existsSync(folder));
const options = await extractDepcruiseOptions("./.dependency-cruiser.cjs");
const rules = options.ruleSet?.forbidden ?? [];
const { output } = await cruise(folders, options);
if (typeof output === "string") throw new Error("dependency-cruiser returned text instead of a result.");
const { violations } = output.summary;
for (const violation of violations) console.error(explain(violation));

const picture = drawFolders(importsOf(output));
if (!picture.includes("-->"))
  throw new Error("dependency-cruiser found no imports. Run `npm ci` to install @swc/core.");
const text = readFileSync(page, "utf8");
if (!text.includes(begin) || !text.includes(end)) throw new Error(`${page} lacks the marker of the picture: ${begin}`);
const before = text.slice(text.indexOf(begin), text.indexOf(end) + end.length);
const drawn = `${begin}\n${introduction}\n\n\`\`\`mermaid\n${picture}\n\`\`\`\n\n${end}`;
const stale = before !== drawn;
if (stale && check) console.error(`${page} is stale. Run \`npm run architecture\`.`);
if (stale && !check) writeFileSync(page, text.split(before).join(drawn));
process.exitCode = violations.length > 0 || (stale && check) ? 1 : 0;

function explain({ rule, from, to, cycle }: IViolation): string {
  const path = [from, ...(cycle ? cycle.map(({ name }) => name) : [to])].join("\n  → ");
  return `${path}\n  ${rule.name}: ${rules.find(({ name }) => name === rule.name)?.comment}\n`;
}

/** The imports of the product, without files made for tests. */
function importsOf({ modules }: ICruiseResult): readonly Import[] {
  const rule = rules.find(({ name }) => name === "no-test-in-the-product");
  const tests = rule && "to" in rule ? rule.to.path : undefined;
  if (typeof tests !== "string")
    throw new Error("The rule no-test-in-the-product does not define which files are for tests.");
  const isTest = new RegExp(tests);
  return modules
    .filter(({ source }) => !isTest.test(source))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }): Import => [source, resolved]));
}
