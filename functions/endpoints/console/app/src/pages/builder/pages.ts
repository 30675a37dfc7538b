import { m } from "#messages";
import type { PageDefinition } from "../page-definition.ts";

/** The pages in which a client's agents are built. */
export const builderPages: readonly PageDefinition[] = [
  {
    path: "/clients/$client/agents",
    label: m.nav_agents,
    menu: "client",
    group: "build",
    permission: "configs:read",
    load: async () => (await import("./agents/agents-page.tsx")).AgentsPage,
  },
  {
    path: "/clients/$client/agents/$agent",
    label: m.nav_agents,
    menu: "none",
    permission: "configs:read",
    load: async () => (await import("./agent/agent-page.tsx")).AgentPage,
  },
  {
    path: "/clients/$client/agents/$agent/versions",
    label: m.agent_versions,
    menu: "none",
    permission: "configs:read",
    load: async () => (await import("./versions/versions-page.tsx")).VersionsPage,
  },
];
