import { createRequire } from "node:module";

/** Required, not imported: its types describe its CommonJS form. */
const { default: Sequencer } = createRequire(import.meta.url)(
  "@jest/test-sequencer",
) as typeof import("@jest/test-sequencer");

/** These take a minute and more. One that begins last holds the run for its whole length, with the other core idle. */
const longest = [
  "tests/schemathesis/",
  "tests/flows/google-emulators",
  "tests/browser/accessibility/",
  "tests/flows/hostile/",
  "tests/deployment/functions",
  "tests/terraform/",
  "tests/chaos/",
  "tests/browser/",
];

/** Without times of an earlier run, as in CI, jest begins with the largest file, which says little. */
// biome-ignore lint/style/noDefaultExport: jest takes a module's default export.
export default class LongestFirst extends Sequencer {
  override async sort(tests: Parameters<InstanceType<typeof Sequencer>["sort"]>[0]) {
    const rank = (path: string) => {
      const found = longest.findIndex((part) => path.includes(part));
      return found === -1 ? longest.length : found;
    };
    return [...(await super.sort(tests))].sort((a, b) => rank(a.path) - rank(b.path));
  }
}
