import { loadTenantConfig } from "./load-tenant-config.ts";
import type { TenantConfig } from "./schema.ts";

/** The smallest valid configuration, for tests. `more` goes under `automation_config`, indented by two spaces. */
export function minimalYaml({ clientId = "client_1", more = "" } = {}): string {
  return `automation_config:
  config_id: ${clientId}_v1
  client_id: ${clientId}
  use_case: customer_support
  agent:
    system_prompt: "You are {agent_name}."
    agent_name: Robin
    objectives: |
      - Sell tea
      - Be kind
${more}`;
}

/** `stored`: as it is read again after it was accepted. @throws Error when `more` does not fit. */
export function minimalConfig(more = "", stored = false): TenantConfig {
  const loaded = loadTenantConfig({ file: "minimal.yaml", text: minimalYaml({ more }), stored });
  if (loaded.ok) return loaded.config;
  throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
}
