import { crmProvider } from "../../integrations/crm.ts";
import type { Capability } from "../../schema/capability.ts";
import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** Sections that are valid and that this release does nothing with. An entry goes when its feature comes. */
export function unreadWarnings({ integrations, tools, voice }: TenantConfig): readonly Explanation[] {
  const used = new Set(
    tools.available.flatMap(({ type, config }) => (type === "integration" ? [config.integration] : [])),
  );
  const unread = integrations.available.flatMap((integration, index): readonly Explanation[] => {
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
    if (!hasTools(integration) || used.has(name)) return [];
    return [
      {
        ...place,
        what: `connects ${name}, which no tool uses`,
        remedy: `Add a tool of type integration with \`integration: ${name}\` under tools.available.`,
      },
    ];
  });
  const spoken: readonly Explanation[] =
    voice === undefined
      ? []
      : [
          {
            ...{ code: "section-unread", path: ["voice"], at: "key" },
            what: "describes an agent for calls, and this release answers no calls",
            remedy: "It can stay for later: its prices, data collection and escalations hold in chat already.",
          },
        ];
  return [...unread, ...spoken];
}

/** A service of a kind that is known, which the product cannot speak to. */
function isUnknownService({ name, type, config }: Capability): boolean {
  if (type === "crm") return crmProvider(name, config) === undefined;
  return type === "analytics" && !/google|(^|_)ga4?(_|$)/i.test(name);
}

/** Integrations that work only through a tool of type integration. */
function hasTools({ name, type, config }: Capability): boolean {
  return (
    type === "healthcare_it" || type === "issue_tracker" || (type === "crm" && crmProvider(name, config) === "hubspot")
  );
}
