import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { grafanaFiles } from "./grafana-files.ts";

/** The command of each program that is installed. */
export interface Installed {
  readonly prometheus?: string;
  /** `home` is the folder with Grafana's own files, where it is known. */
  readonly grafana?: { readonly command: string; readonly home?: string };
  readonly jaeger?: string;
}

export interface Situation {
  readonly installed: Installed;
  /** The product's address. */
  readonly url: string;
  readonly metricsToken: string;
  /** Holds what the programs store. */
  readonly folder: string;
  /** The project's `config/observability`. */
  readonly config: string;
  /** The text of `prometheus.yml` there. */
  readonly prometheusYaml: string;
}

export interface Process {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Answers with 200 once the program is ready. */
  readonly ready: string;
  readonly link: string;
}

export interface Plan {
  /** To be written under `folder` before anything starts, readable by nobody else. */
  readonly files: Readonly<Record<string, string>>;
  readonly processes: readonly Process[];
  /** A line for each program that is missing, with its remedy. */
  readonly missing: readonly string[];
  /** What else the person needs to know. */
  readonly notes: readonly string[];
}

const addresses = {
  prometheus: "127.0.0.1:9090",
  grafana: "127.0.0.1:3000",
  jaeger: "127.0.0.1:16686",
  otlp: "127.0.0.1:4318",
} as const;

/** What to write and to start. Pure. */
export function planObservability(given: Situation): Plan {
  const { installed } = given;
  const parts = [prometheusPart(given), grafanaPart(given), jaegerPart(given)];
  const notes = [
    ...(installed.grafana && !installed.prometheus ? ["Grafana shows nothing until Prometheus is installed too."] : []),
    ...(installed.jaeger
      ? [`To trace, start the product by: OTEL_EXPORTER_OTLP_ENDPOINT=http://${addresses.otlp} npm start`]
      : []),
  ];
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files)),
    processes: parts.flatMap(({ process }) => process ?? []),
    missing: parts.flatMap(({ missing }) => missing ?? []),
    notes,
  };
}

interface Part {
  readonly files?: Plan["files"];
  readonly process?: Process;
  readonly missing?: string;
}

function prometheusPart({ installed, url, metricsToken, folder, config, prometheusYaml }: Situation): Part {
  if (installed.prometheus === undefined)
    return {
      missing: "Prometheus is not installed. Debian: apt-get install prometheus; macOS: brew install prometheus.",
    };
  return {
    files: { "prometheus.yml": prometheusConfig(prometheusYaml, url, config), "metrics-token": metricsToken },
    process: {
      name: "Prometheus",
      command: installed.prometheus,
      ready: `http://${addresses.prometheus}/-/ready`,
      link: `http://${addresses.prometheus}/alerts`,
      args: [
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "prometheus")}`,
        `--web.listen-address=${addresses.prometheus}`,
      ],
    },
  };
}

const PrometheusFile = z.looseObject({
  rule_files: z.array(z.string()),
  scrape_configs: z.tuple([z.looseObject({ metrics_path: z.string() })]),
});

/** The project's configuration with the product's address. Its paths to rules no longer depend on where it stands. */
function prometheusConfig(text: string, url: string, config: string): string {
  const { protocol, host } = new URL(url);
  const file = PrometheusFile.parse(parse(text));
  return stringify({
    ...file,
    rule_files: file.rule_files.map((name) => join(config, name)),
    scrape_configs: [
      { ...file.scrape_configs[0], scheme: protocol.slice(0, -1), static_configs: [{ targets: [host] }] },
    ],
  });
}

function grafanaPart({ installed, folder, config }: Situation): Part {
  if (installed.grafana === undefined)
    return {
      missing: "Grafana is not installed. Debian: grafana.com/docs, Install on Debian; macOS: brew install grafana.",
    };
  const { command, home } = installed.grafana;
  const given = { folder, dashboards: join(config, "grafana"), address: addresses.grafana };
  return {
    files: grafanaFiles({ ...given, prometheus: `http://${addresses.prometheus}` }),
    process: {
      name: "Grafana",
      command,
      ready: `http://${addresses.grafana}/api/health`,
      link: `http://${addresses.grafana}/dashboards`,
      args: ["server", "--config", join(folder, "grafana.ini"), ...(home === undefined ? [] : ["--homepath", home])],
    },
  };
}

function jaegerPart({ installed }: Situation): Part {
  if (installed.jaeger === undefined)
    return { missing: "Jaeger is not installed. Put the binary from jaegertracing.io/download on the PATH." };
  const link = `http://${addresses.jaeger}/`;
  return { process: { name: "Jaeger", command: installed.jaeger, args: [], ready: link, link } };
}
