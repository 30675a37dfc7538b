import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

const observability = join(projectRoot, "terraform/modules/observability");
const read = (file: string) => readFileSync(join(observability, file), "utf8");
const captured = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

const ofLiveKit = readFileSync(join(projectRoot, "terraform/modules/livekit/alerts.tf"), "utf8");

const alerts = [
  ...captured(ofLiveKit, /^ {4}([a-z-]+) += \{$/gm),
  ...captured(read("alerts.tf"), /^ {4}([a-z-]+) += \{$/gm),
  ...captured(read("slos.tf"), /slo_id += "([a-z-]+)"/g),
  ...captured(read("slos.tf"), /^ {4}([a-z-]+) = \{$/gm),
  "sweep-silent",
  "voice-workers-missing",
  "budget-spent",
];

it("finds the alerts", () => {
  expect(alerts).toEqual(
    expect.arrayContaining([
      "dead-letters",
      "events-waiting",
      "api-availability",
      "api-latency",
      "livekit-unreachable",
    ]),
  );
});

it.each(alerts)("%s has a runbook with its meaning, diagnosis and fix", (alert) => {
  const file = join(projectRoot, "docs/runbooks", `${alert}.md`);
  expect(existsSync(file)).toBe(true);
  const text = readFileSync(file, "utf8");
  for (const heading of ["## Meaning", "## Diagnose", "## Fix"]) expect(text).toContain(heading);
});

it("has no runbook without a link", () => {
  const index = readFileSync(join(projectRoot, "docs/runbooks/README.md"), "utf8");
  const unreferenced = readdirSync(join(projectRoot, "docs/runbooks")).filter(
    (file) => file !== "README.md" && !index.includes(`(${file})`),
  );
  expect(unreferenced).toEqual([]);
});

it.each(captured(read("log-metrics.tf"), /message = "([^"]+)"/g))(
  "the product logs %j, which a metric counts",
  (message) => {
    const sources = globSync("{functions,shared,voice-runner}/**/*.ts", { cwd: projectRoot }).filter(
      (file) => !file.endsWith(".test.ts"),
    );
    expect(sources.some((file) => readFileSync(join(projectRoot, file), "utf8").includes(`"${message}"`))).toBe(true);
  },
);
