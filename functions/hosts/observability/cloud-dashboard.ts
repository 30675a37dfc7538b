import type { Dashboard, Panel } from "./grafana-json.ts";
import type { Query } from "./queries.ts";

/** The mosaic of Cloud Monitoring has 48 columns. */
const columns = 48;
const sizes = { stat: { width: 12, height: 8 }, timeseries: { width: 24, height: 16 } } as const;

/** What a figure shows where Grafana takes the time that is chosen above the dashboard. */
const range = "1d";

/**
 * The same dashboard for Cloud Monitoring (cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards). A variable of its own
 * chooses the clients: `$` + `{client}` in a query becomes a filter.
 */
export function cloudDashboard({ title, panels }: Dashboard) {
  return {
    displayName: title,
    labels: { "agent-platform": "" },
    dashboardFilters: [
      { templateVariable: "client", labelKey: "client_id", filterType: "METRIC_LABEL", stringValue: "*" },
    ],
    mosaicLayout: { columns, tiles: tilesOf(panels) },
  };
}

/** From left to right, and a new row where a panel does not fit or is of another height. */
function tilesOf(panels: readonly Panel[]) {
  let [x, y, before] = [0, 0, 0];
  return panels.map((panel) => {
    const { width, height } = sizes[panel.kind ?? "timeseries"];
    if (x + width > columns || (before !== 0 && height !== before)) [x, y] = [0, y + before];
    before = height;
    x += width;
    return { xPos: x - width, yPos: y, width, height, widget: widgetOf(panel) };
  });
}

function widgetOf({ title, unit, kind, description, queries }: Panel) {
  const named = { title: description === undefined ? title : `${title} (${description})` };
  const sets = queries.map(({ expr, legend }) => ({ expr, legend }));
  if (kind === "stat") {
    // A scorecard has one value; a figure for each label is a table.
    const query = { timeSeriesQuery: sourceOf(sets[0] ?? { expr: "vector(0)", legend: "" }, unit) };
    return { ...named, timeSeriesTable: { dataSets: [query], metricVisualization: "NUMBER" } };
  }
  return {
    ...named,
    xyChart: {
      dataSets: sets.map((set) => ({
        plotType: "LINE",
        targetAxis: "Y1",
        legendTemplate: set.legend.replaceAll("{{", "$" + "{metric.labels.").replaceAll("}}", "}"),
        timeSeriesQuery: sourceOf(set, unit),
      })),
      yAxis: { scale: "LINEAR" },
    },
  };
}

/** Units as Cloud Monitoring writes them (unitsofmeasure.org); what it does not know stays a bare number. */
const units: Readonly<Record<string, string>> = { s: "s", percent: "%", percentunit: "10^2.%", short: "1" };

function sourceOf({ expr }: Query, unit: string) {
  return { prometheusQuery: cloudQuery(expr), unitOverride: units[unit] ?? "1" };
}

/** PromQL as Cloud Monitoring's dashboards fill it in. */
export function cloudQuery(expr: string): string {
  return expr
    .replaceAll('client_id=~"$client"', "$" + "{client}")
    .replaceAll("$__rate_interval", "$" + "{__interval}")
    .replaceAll("$__range", range);
}

/** The files of `terraform/modules/observability/agents`, by name. */
export function cloudDashboardFiles(dashboards: readonly Dashboard[]): ReadonlyMap<string, string> {
  return new Map(
    dashboards.map((dashboard) => [`${dashboard.uid}.json`, `${JSON.stringify(cloudDashboard(dashboard), null, 2)}\n`]),
  );
}
