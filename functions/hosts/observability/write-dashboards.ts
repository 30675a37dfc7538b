import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { cloudAlertsFile } from "./cloud-alerts.ts";
import { cloudDashboardFiles } from "./cloud-dashboard.ts";
import { dashboards } from "./dashboards.ts";
import { dashboardFiles } from "./grafana-json.ts";

const rules = readFileSync(join(projectRoot, "config/observability/rules.yml"), "utf8");
const terraform = join(projectRoot, "terraform/modules/observability/agents");
mkdirSync(terraform, { recursive: true });

/** `npm run dashboards`: writes the dashboards of dashboards.ts for Grafana and Cloud Monitoring, and the alerts of rules.yml. */
for (const [name, text] of dashboardFiles(dashboards))
  writeFileSync(join(projectRoot, "config/observability/grafana", name), text);
for (const [name, text] of cloudDashboardFiles(dashboards)) writeFileSync(join(terraform, name), text);
writeFileSync(join(terraform, "alerts.json"), cloudAlertsFile(rules));
