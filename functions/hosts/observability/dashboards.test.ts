import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../../shared/project-root.ts";
import { metricNames } from "../../../shared/telemetry/names.ts";
import { cloudAlerts, cloudAlertsFile } from "./cloud-alerts.ts";
import { cloudDashboard, cloudDashboardFiles, cloudQuery } from "./cloud-dashboard.ts";
import { dashboards } from "./dashboards.ts";
import { dashboardFiles } from "./grafana-json.ts";
import { perMinute } from "./queries.ts";

const folder = join(projectRoot, "config/observability");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const expressions = dashboards.flatMap(({ panels }) =>
  panels.flatMap(({ queries }) => queries.map(({ expr }) => expr)),
);

const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          record: z.string().optional(),
          alert: z.string().optional(),
          expr: z.string(),
          annotations: z.object({ runbook: z.string() }).optional(),
        }),
      ),
    }),
  ),
});
const rules = Rules.parse(parse(read("rules.yml"))).groups.flatMap((group) => group.rules);

/** Every name of a series: what stands before `{`, or before `[`, or is a name with an underscore that is no function. */
const series = (expr: string) =>
  [...expr.replaceAll(/\{[^}]*\}|"[^"]*"|\b(?:by|on) \([^)]*\)/g, " ").matchAll(/[a-z_][\w:]*/g)]
    .map(([name]) => name)
    .filter(
      (name) => /[_:]/.test(name) && !name.startsWith("__") && !["histogram_quantile", "_interval"].includes(name),
    );
const known = new Set(
  Object.values(metricNames).flatMap(({ name, type }) =>
    type === "histogram" || type === "summary"
      ? [name, ...["_bucket", "_sum", "_count"].map((part) => name + part)]
      : [name],
  ),
);
const recorded = new Set(rules.flatMap(({ record }) => record ?? []));

it("the stored dashboards are what npm run dashboards writes", () => {
  const files = dashboardFiles(dashboards);
  expect(readdirSync(join(folder, "grafana")).toSorted()).toEqual([...files.keys()].toSorted());
  for (const [name, text] of files) expect(read(join("grafana", name)) === text ? name : `${name} is stale`).toBe(name);
});

it("the stored ones of Cloud Monitoring are too: the same panels, and the same alerts with their recording rules", () => {
  const agents = join(projectRoot, "terraform/modules/observability/agents");
  const files = new Map([...cloudDashboardFiles(dashboards), ["alerts.json", cloudAlertsFile(read("rules.yml"))]]);
  expect(readdirSync(agents).toSorted()).toEqual([...files.keys()].toSorted());
  for (const [name, text] of files)
    expect(readFileSync(join(agents, name), "utf8") === text ? name : `${name} is stale`).toBe(name);
  const alerts = cloudAlerts(read("rules.yml"));
  expect(Object.keys(alerts)).toEqual(rules.flatMap(({ alert }) => alert ?? []));
  const used = Object.values(alerts).flatMap(({ query }) => series(query));
  expect(used.filter((name) => !known.has(name))).toEqual([]);
  for (const { panels, ...dashboard } of dashboards) {
    const { mosaicLayout } = cloudDashboard({ ...dashboard, panels });
    expect(mosaicLayout.tiles.map(({ widget }) => widget.title.replace(/ \(.*/, ""))).toEqual(
      panels.map(({ title }) => title.replace(/ \(.*/, "")),
    );
    expect(JSON.stringify(mosaicLayout)).not.toContain("$__");
    const cells = mosaicLayout.tiles.flatMap(({ xPos, yPos, width, height }) =>
      Array.from(
        { length: width * height },
        (_, cell) => `${xPos + (cell % width)} ${yPos + Math.floor(cell / width)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
  }
});

it("every metric of /metrics stands on a dashboard, and no dashboard or rule names another", () => {
  const shown = new Set(expressions.flatMap(series));
  const bare = new Set([...shown].map((name) => name.replace(/_(bucket|sum|count)$/, "")));
  expect(Object.values(metricNames).flatMap(({ name }) => (bare.has(name) ? [] : name))).toEqual([]);
  expect([...shown].filter((name) => !known.has(name))).toEqual([]);
  const used = rules.flatMap(({ expr }) => series(expr));
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((name) => !known.has(name) && !recorded.has(name))).toEqual([]);
});

it("a query names no label that its metric lacks", () => {
  expect(() => perMinute(metricNames.conversations, "model")).toThrow(
    "conversations_total has no label model. It has client_id, channel.",
  );
});

it("every alert has a runbook", () => {
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  expect(alerts.length).toBeGreaterThan(5);
  expect(alerts.flatMap(({ annotations }) => annotations?.runbook ?? "none").filter((file) => !exists(file))).toEqual(
    [],
  );
});

const exists = (file: string) => existsSync(join(projectRoot, file));

it("panels neither overlap nor leave the grid", () => {
  for (const text of dashboardFiles(dashboards).values()) {
    const cells = Panels.parse(JSON.parse(text)).panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...cells.map((cell) => Number(cell.split(" ")[0])))).toBeLessThan(24);
  }
});
const Place = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
const Panels = z.object({ panels: z.array(z.object({ gridPos: Place })) });

const promtool = process.env.PROMTOOL ?? "promtool";
const isInstalled = spawnSync(promtool, ["--version"]).status === 0;
if (!isInstalled) console.log("skipped: promtool is not installed (Debian: apt-get install prometheus)");

(isInstalled ? describe : describe.skip)("promtool accepts", () => {
  const checked = (args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: "utf8" });
    return { status, said: status === 0 ? "" : `${stdout}${stderr}` };
  };
  const temporary = mkdtempSync(join(tmpdir(), "promtool-"));
  afterAll(() => rmSync(temporary, { recursive: true }));

  it("the rules, and they alert as their tests say", () => {
    expect(checked(["check", "rules", join(folder, "rules.yml")])).toEqual({ status: 0, said: "" });
    expect(checked(["test", "rules", join(folder, "rules.test.yml")])).toEqual({ status: 0, said: "" });
  });

  it("the configuration of Prometheus", () => {
    for (const name of ["prometheus.yml", "rules.yml"]) writeFileSync(join(temporary, name), read(name));
    writeFileSync(join(temporary, "metrics-token"), "a token");
    expect(checked(["check", "config", join(temporary, "prometheus.yml")])).toEqual({ status: 0, said: "" });
  });

  it("every query of the dashboards", () => {
    const filled = expressions.map((expr) =>
      expr.replaceAll("$__rate_interval", "2m").replaceAll("$__range", "1d").replaceAll("$client", ".*"),
    );
    const inCloud = expressions.map((expr) =>
      cloudQuery(expr)
        .replaceAll("$" + "{__interval}", "2m")
        .replaceAll("$" + "{client}", 'client_id=~".*"'),
    );
    const ofAlerts = Object.values(cloudAlerts(read("rules.yml"))).map(({ query }) => query);
    const asRules = [...filled, ...inCloud, ...ofAlerts].map((expr, place) => ({ record: `query:${place}`, expr }));
    const file = join(temporary, "queries.yml");
    writeFileSync(file, stringify({ groups: [{ name: "dashboards", rules: asRules }] }));
    expect(checked(["check", "rules", file])).toEqual({ status: 0, said: "" });
  });
});
