import { crmProvider } from "../../../integrations/crm.ts";
import type { Capability } from "../../../schema/capability.ts";
import { integrationActions } from "../../../tools/integration/actions.ts";
import type { Explanation } from "../../explain.ts";
import type { TenantConfig } from "../../schema.ts";

/** Sections that are valid and that this release does nothing with. An entry goes when its feature comes. */
export function unreadWarnings({ integrations, tools }: TenantConfig): readonly Explanation[] {
  const used = new Set(
    tools.available.flatMap(({ type, config }) => (type === "integration" ? [config.integration] : [])),
  );
  return integrations.available.flatMap((integration, index): readonly Explanation[] => {
    const place = { code: "section-unread", path: ["integrations", "available", index], at: "key" as const };
    const { name } = integration;
    if (isUnknownService(integration))
      return [
        {
          ...place,
          what: `connects ${name}, which this release neither reads nor writes`,
          remedy: "It can stay for later. Until then, connect the system with a tool of type api.",
        },
      ];
    if (integrationActions(integration) === undefined || used.has(name)) return [];
    return [
      {
        ...place,
        what: `connects ${name}, which no tool uses`,
        remedy: `Add a tool of type integration with \`integration: ${name}\` under tools.available.`,
      },
    ];
  });
}

/** A service of a kind that is known, which the product cannot speak to. */
function isUnknownService({ name, type, config }: Capability): boolean {
  if (type === "crm") return crmProvider(name, config) === undefined;
  return type === "analytics" && !/google|(^|_)ga4?(_|$)/i.test(name);
}
