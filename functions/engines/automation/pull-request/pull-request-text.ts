import { difference } from "../../../../shared/config/versions/difference.ts";
import type { AutomationRun } from "../run.ts";

/** A pull request's text has 65,536 characters at most. */
const maxLines = 60;
const maxLineCharacters = 200;

interface Side {
  readonly version: number;
  readonly yaml: string;
}

/** What a person decides by: what changes, what was checked, what was assumed, and what is missing. */
export function pullRequestText(
  run: AutomationRun,
  tenantId: string,
  { before, after }: { readonly before: Side | null; readonly after: Side },
): { readonly title: string; readonly body: string } {
  const failed = run.scenarios.filter(({ outcome }) => outcome !== "passed");
  const parts = [
    `Run \`${code(run.id)}\` wrote version ${after.version} from version ${run.requirementsVersion} of the requirements \`${code(run.requirementsId)}\`. Merging this activates it; closing it leaves everything as it is.`,
    section(
      "What changes",
      before ? changesOf(before, after) : ["Everything: this is the client's first configuration."],
    ),
    section(
      "Checks",
      run.checks.map(
        ({ name, verdict, details }) =>
          `${name}: ${verdict}${details.length === 0 ? "" : `, ${details.length} to look at`}`,
      ),
    ),
    section(
      "Scenarios that did not pass",
      failed.map(({ id, title, outcome, detail }) => `${id} ${title}: ${outcome}. ${detail}`),
    ),
    section(
      "Missing",
      run.missing.map(({ kind, name, neededBy }) => `${kind} ${name}, needed by ${neededBy.join(", ")}`),
    ),
    section("Assumed", run.assumptions),
  ];
  return {
    title: `Configuration ${run.configName} of ${tenantId}: version ${after.version}`,
    body: parts.filter((part) => part !== "").join("\n\n"),
  };
}

function changesOf(before: Side, after: Side): readonly string[] {
  const { changes } = difference({ label: "before", yaml: before.yaml }, { label: "after", yaml: after.yaml });
  return changes.length === 0 ? ["Nothing."] : changes.map(({ path, type }) => `${type}: ${path}`);
}

/** Each line stands in a code span: texts of clients are neither markup nor mentions of people. */
function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const shown = lines.slice(0, maxLines).map((line) => `- \`${code(line)}\``);
  const more = lines.length - shown.length;
  return [`### ${title}`, "", ...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** Nothing in it ends the code span. */
function code(text: string): string {
  const line = text.replaceAll("`", "'").replace(/\s+/g, " ").trim().slice(0, maxLineCharacters);
  return line === "" ? " " : line;
}
