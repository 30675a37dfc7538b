import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../shared/project-root.ts";
import { parseOptions } from "./options.ts";
import { type Installed, planObservability } from "./plan.ts";

const config = join(projectRoot, "config/observability");
const given = (installed: Installed) => ({
  installed,
  config,
  folder: "/data/observability",
  url: "https://agents.example:8443",
  metricsToken: "the token",
  prometheusYaml: readFileSync(join(config, "prometheus.yml"), "utf8"),
});
const everything = {
  prometheus: "prometheus",
  grafana: { command: "grafana", home: "/usr/share/grafana" },
  jaeger: "jaeger",
};

it("starts what is installed, on this machine's own address only", () => {
  const { processes, missing } = planObservability(given(everything));
  expect(missing).toEqual([]);
  expect(processes.map(({ command, args }) => [command, ...args].join(" "))).toEqual([
    "prometheus --config.file=/data/observability/prometheus.yml --storage.tsdb.path=/data/observability/prometheus --web.listen-address=127.0.0.1:9090",
    "grafana server --config /data/observability/grafana.ini --homepath /usr/share/grafana",
    "jaeger",
  ]);
  expect(processes.map(({ link }) => link)).toEqual([
    "http://127.0.0.1:9090/alerts",
    "http://127.0.0.1:3000/dashboards",
    "http://127.0.0.1:16686/",
  ]);
});

it("asks the product with its token, and evaluates the project's rules", () => {
  const { files } = planObservability(given(everything));
  expect(files["metrics-token"]).toBe("the token");
  expect(parse(files["prometheus.yml"] ?? "")).toMatchObject({
    rule_files: [join(config, "rules.yml")],
    scrape_configs: [
      {
        job_name: "agent-platform",
        metrics_path: "/metrics",
        scheme: "https",
        authorization: { credentials_file: "metrics-token" },
        static_configs: [{ targets: ["agents.example:8443"] }],
      },
    ],
  });
});

it("gives Grafana its source and the dashboards", () => {
  const { files } = planObservability(given(everything));
  expect(files["grafana.ini"]).toContain("[server]\nhttp_addr = 127.0.0.1\nhttp_port = 3000\n");
  expect(files["grafana.ini"]).toContain("provisioning = /data/observability/provisioning\n");
  const source = parse(files["provisioning/datasources/prometheus.yaml"] ?? "");
  expect(source).toMatchObject({ datasources: [{ type: "prometheus", url: "http://127.0.0.1:9090" }] });
  const provider = parse(files["provisioning/dashboards/agents.yaml"] ?? "");
  expect(provider).toMatchObject({ providers: [{ type: "file", options: { path: join(config, "grafana") } }] });
});

it("says what to install, and starts nothing, where nothing is installed", () => {
  const { files, processes, missing, notes } = planObservability(given({}));
  expect({ files, processes, notes }).toEqual({ files: {}, processes: [], notes: [] });
  expect(missing).toEqual([
    expect.stringContaining("apt-get install prometheus"),
    expect.stringContaining("Grafana is not installed."),
    expect.stringContaining("jaegertracing.io/download"),
  ]);
});

it("says how the product sends its traces to Jaeger, and what Grafana lacks", () => {
  const { notes } = planObservability(given({ jaeger: "jaeger", grafana: { command: "grafana" } }));
  expect(notes).toEqual([
    "Grafana shows nothing until Prometheus is installed too.",
    "To trace, start the product by: OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 npm start",
  ]);
});

it("refuses options that it does not know and addresses that are none", () => {
  expect(parseOptions(["--help"])).toEqual({ type: "help" });
  expect(parseOptions(["--data-dir", "d"])).toEqual({ type: "start", dataDir: "d", url: undefined });
  expect(parseOptions(["--port", "1"])).toMatchObject({ type: "wrong" });
  expect(parseOptions(["--url", "ftp://x"])).toMatchObject({
    message: '--url must be an http or https address such as http://127.0.0.1:8080, not "ftp://x".',
  });
});
