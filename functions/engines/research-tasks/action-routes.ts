import { z } from "zod";
import type { TaskAction } from "../../../shared/events/index.ts";
import { route } from "../../../shared/http/route.ts";
import { ById, type TaskRequest, tag } from "./task-request.ts";
import { ResearchTaskView } from "./views.ts";

type Do = (request: TaskRequest, action: TaskAction) => Promise<{ status: number; body: ResearchTaskView }>;

const Text = (most: number) => z.string().trim().min(1).max(most);
const Evidence = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("file").describe("A picture or PDF that shows it."),
    value: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe("The file's `file_id`."),
  }),
  z.object({
    kind: z.literal("url").describe("A page that shows it."),
    value: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .describe("Its address."),
  }),
  z.object({
    kind: z.literal("note").describe("How it was found out."),
    value: Text(500).describe("Such as `asked on the telephone, spoke to Ravi`."),
  }),
]);

const shared = { method: "POST", tag, permission: "research:write", params: ById, reply: ResearchTaskView } as const;
const always = { 403: ["research-person-required"], 404: ["research-task-not-found"] };

/** What people do with a task. */
export function actionRoutes(act: Do) {
  return [
    route({
      ...shared,
      path: "/v1/research-tasks/:id/claim",
      operationId: "claimResearchTask",
      summary: "Take a task for some hours",
      description: "Afterwards others may take it. Claimed again by the same person, the time begins anew.",
      problems: { ...always, 409: ["research-task-claimed", "research-task-answered", "research-task-ended"] },
      example: { hours: 4 },
      body: z.object({ hours: z.number().int().min(1).max(72).default(4).describe("How long you keep it.") }),
      handle: (request) => act(request, { action: "claim", hours: request.body.hours }),
    }),
    route({
      ...shared,
      path: "/v1/research-tasks/:id/release",
      operationId: "releaseResearchTask",
      summary: "Give a claimed task back",
      description: "Others may take it at once.",
      problems: { ...always, 409: ["research-task-not-yours", "research-task-ended"] },
      example: {},
      body: z.object({}),
      handle: (request) => act(request, { action: "release" }),
    }),
    route({
      ...shared,
      path: "/v1/research-tasks/:id/answer",
      operationId: "answerResearchTask",
      summary: "Answer a task that you have claimed",
      description: "It then waits for the review of another person.",
      problems: {
        ...always,
        409: ["research-task-not-yours", "research-task-ended"],
        422: ["research-evidence-missing", "research-file-unknown"],
      },
      example: {
        text: "They close at 20:00 on Sundays.",
        evidence: [{ kind: "note", value: "Asked on the telephone" }],
      },
      body: z.object({
        text: Text(5_000).describe("What you found out."),
        evidence: z.array(Evidence).max(5).default([]).describe("What it rests on."),
      }),
      handle: (request) => act(request, { action: "answer", ...request.body }),
    }),
    route({
      ...shared,
      path: "/v1/research-tasks/:id/review",
      operationId: "reviewResearchTask",
      summary: "Accept an answer of somebody else, or return it",
      description: "The reviewer is another person than the author. A returned task can be claimed again.",
      problems: {
        403: [...always[403], "research-reviewer-is-author"],
        404: always[404],
        409: ["research-task-not-answered", "research-task-ended"],
        422: ["research-comment-missing"],
      },
      example: { accepted: false, comment: "Which Sundays?" },
      body: z.object({
        accepted: z.boolean().describe("Whether the answer is good."),
        comment: Text(500).optional().describe("What is missing. Required where it is returned."),
      }),
      handle: (request) => {
        const { accepted, comment = null } = request.body;
        return act(request, { action: "review", accepted, comment });
      },
    }),
    route({
      ...shared,
      path: "/v1/research-tasks/:id/waive",
      operationId: "waiveResearchTask",
      summary: "End a task without an answer",
      description: "The reason stands beside the question.",
      problems: { ...always, 409: ["research-task-ended"] },
      example: { reason: "The business does not say" },
      body: z.object({ reason: Text(500).describe("Why there is no answer.") }),
      handle: (request) => act(request, { action: "waive", reason: request.body.reason }),
    }),
  ];
}
