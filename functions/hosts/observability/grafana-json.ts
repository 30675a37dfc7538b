import type { Query } from "./queries.ts";

export interface Panel {
  readonly title: string;
  /** A unit as Grafana names it, such as "percentunit" for 0 to 1. */
  readonly unit: string;
  /** Default: lines over time. "stat" shows the last values as figures. */
  readonly kind?: "stat";
  readonly description?: string;
  readonly queries: readonly Query[];
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const datasource = { type: "prometheus", uid: "$" + "{datasource}" } as const;
/** Grafana's grid has 24 columns. */
const columns = 24;
const sizes = { stat: { w: 6, h: 4 }, timeseries: { w: 12, h: 8 } } as const;

/** A dashboard as Grafana imports it (grafana.com/docs, "JSON model"). */
export function grafanaJson({ uid, title, panels }: Dashboard) {
  const places = placesOf(panels);
  return {
    uid,
    title,
    tags: ["agent-platform"],
    timezone: "browser",
    editable: true,
    graphTooltip: 1,
    schemaVersion: 39,
    version: 1,
    refresh: "1m",
    time: { from: "now-24h", to: "now" },
    annotations: { list: [] },
    templating: {
      list: [
        { name: "datasource", label: "Source", type: "datasource", query: "prometheus", hide: 0 },
        {
          name: "client",
          label: "Client",
          type: "query",
          datasource,
          definition: clients,
          query: { query: clients, refId: "clients" },
          includeAll: true,
          multi: true,
          allValue: ".*",
          refresh: 2,
          sort: 1,
          current: { text: ["All"], value: ["$__all"] },
        },
      ],
    },
    panels: panels.map((panel, index) => ({
      id: index + 1,
      type: panel.kind ?? "timeseries",
      title: panel.title,
      description: panel.description ?? "",
      datasource,
      gridPos: places[index],
      fieldConfig: { defaults: { unit: panel.unit, min: 0 }, overrides: [] },
      options: panel.kind === "stat" ? { reduceOptions: { calcs: ["lastNotNull"] } } : {},
      targets: panel.queries.map(({ expr, legend }, place) => ({
        refId: String.fromCharCode(65 + place),
        datasource,
        expr,
        legendFormat: legend || "all",
      })),
    })),
  };
}

const clients = "label_values(conversations_total, client_id)";

/** From left to right, and a new row where a panel does not fit or is of another height. */
function placesOf(panels: readonly Panel[]) {
  let [x, y, height] = [0, 0, 0];
  return panels.map(({ kind }) => {
    const { w, h } = sizes[kind ?? "timeseries"];
    if (x + w > columns || (height !== 0 && h !== height)) [x, y] = [0, y + height];
    height = h;
    x += w;
    return { x: x - w, y, w, h };
  });
}

/** The files of `config/observability/grafana`, by name. */
export function dashboardFiles(dashboards: readonly Dashboard[]): ReadonlyMap<string, string> {
  return new Map(
    dashboards.map((dashboard) => [`${dashboard.uid}.json`, `${JSON.stringify(grafanaJson(dashboard), null, 2)}\n`]),
  );
}
