import type { Explanation } from "../explain.ts";
import type { TenantConfig } from "../schema.ts";

/** Sections that are valid and that this release does nothing with. An entry goes when its feature comes. */
export function unreadWarnings({ integrations, voice }: TenantConfig): readonly Explanation[] {
  const unread = integrations.available.flatMap(({ name, type }, index): readonly Explanation[] =>
    type === "analytics" || type === "healthcare_it" || (type === "crm" && name !== "zendesk")
      ? [
          {
            ...{ code: "section-unread", path: ["integrations", "available", index], at: "key" },
            what: `connects ${name}, which this release neither reads nor writes`,
            remedy: "It can stay for later. Until then, connect the system with a tool of type api.",
          },
        ]
      : [],
  );
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
