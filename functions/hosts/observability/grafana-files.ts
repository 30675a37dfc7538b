import { join } from "node:path";
import { stringify } from "yaml";

interface GrafanaSettings {
  readonly folder: string;
  readonly dashboards: string;
  /** Where Grafana listens. */
  readonly address: string;
  readonly prometheus: string;
}

/**
 * Grafana's settings, its source and where its dashboards are (grafana.com/docs, "Provision Grafana"). Whoever reaches
 * this machine's own address may look, and nobody else: nothing has to be signed in to.
 */
export function grafanaFiles({ folder, dashboards, address, prometheus }: GrafanaSettings): Record<string, string> {
  const [host, port] = address.split(":");
  const ini = {
    server: { http_addr: host, http_port: port },
    paths: {
      data: join(folder, "grafana"),
      logs: join(folder, "grafana/log"),
      plugins: join(folder, "grafana/plugins"),
      provisioning: join(folder, "provisioning"),
    },
    "auth.anonymous": { enabled: "true", org_role: "Viewer" },
    analytics: { reporting_enabled: "false", check_for_updates: "false", check_for_plugin_updates: "false" },
  };
  const source = { name: "Prometheus", type: "prometheus", access: "proxy", url: prometheus, isDefault: true };
  const provider = { name: "agent-platform", type: "file", folder: "Agents", options: { path: dashboards } };
  return {
    "grafana.ini": Object.entries(ini)
      .map(([section, values]) => `[${section}]\n${lines(values)}\n`)
      .join("\n"),
    "provisioning/datasources/prometheus.yaml": stringify({ apiVersion: 1, datasources: [source] }),
    "provisioning/dashboards/agents.yaml": stringify({ apiVersion: 1, providers: [provider] }),
  };
}

function lines(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join("\n");
}
