import { m } from "#messages";
import type { PageDefinition } from "../page-definition.ts";

/** What a client's figures ask somebody to do, and what the agent is to learn. */
export const successPages: readonly PageDefinition[] = [
  {
    path: "/clients/$client/success/knowledge-gaps",
    label: m.nav_gaps,
    menu: "client",
    permission: "knowledge:read",
    load: async () => (await import("../knowledge-gaps/knowledge-gaps-page.tsx")).KnowledgeGapsPage,
  },
  {
    path: "/clients/$client/success/corrections",
    label: m.nav_corrections,
    menu: "client",
    group: "run",
    permission: "knowledge:read",
    load: async () => (await import("../corrections/corrections-page.tsx")).CorrectionsPage,
  },
  {
    path: "/clients/$client/success/review",
    label: m.nav_review,
    menu: "client",
    permission: "configs:read",
    load: async () => (await import("../success-review/review-page.tsx")).ReviewPage,
  },
  {
    path: "/clients/$client/success/tasks",
    label: m.nav_success_tasks,
    menu: "client",
    permission: "configs:read",
    load: async () => (await import("../success-tasks/success-tasks-page.tsx")).SuccessTasksPage,
  },
  {
    path: "/clients/$client/success/tasks/$task",
    label: m.stask_what,
    menu: "none",
    permission: "configs:read",
    load: async () => (await import("../success-tasks/success-task-page.tsx")).SuccessTaskPage,
  },
];
