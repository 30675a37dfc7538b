import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { dashboards } from "./dashboards.ts";
import { dashboardFiles } from "./grafana-json.ts";

/** `npm run dashboards`: writes Grafana's dashboards from dashboards.ts. */
for (const [name, text] of dashboardFiles(dashboards))
  writeFileSync(join(projectRoot, "config/observability/grafana", name), text);
