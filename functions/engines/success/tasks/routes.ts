import { z } from "zod";
import { type SuccessTaskActed, successTaskActed, successTaskTold } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import { actOnTask } from "./act-on-task.ts";
import { recordTask } from "./record-task.ts";
import { longestText, longestTitle, successTasks, taskStatuses } from "./task.ts";
import { SuccessTaskView, taskView } from "./views.ts";

const tag = "Customer success";
const ById = z.object({ id: z.string().min(1).max(64).describe("The task's `task_id`.") });
const mostSnoozeMs = 180 * 86_400_000;

interface Dependencies {
  readonly documents: Documents;
  readonly runner: Runner;
  readonly now: () => Date;
}

/** The work that playbooks and people found for a client's success. */
export function taskRoutes({ documents, runner, now }: Dependencies) {
  const required = (tenantId: TenantId, id: string) =>
    requireState(documents, tenantId, successTasks, { id, what: "task" });
  return [
    route({
      method: "GET",
      path: "/v1/success/tasks",
      operationId: "listSuccessTasks",
      summary: "List the tasks of customer success, newest first",
      description:
        "Playbooks look at the client's figures each morning. A cause has one task in a month, which closes itself when the figure recovers.",
      tag,
      permission: "configs:read",
      query: Paging.extend({ status: z.enum(taskStatuses).optional().describe("Only those that stand so.") }),
      reply: pageOf(SuccessTaskView),
      async handle({ identity: { tenantId }, query: { status, limit, cursor } }) {
        const page = await documents.query(tenantId, successTasks.collection, {
          where: status ? [["state.status", "==", status]] : [],
          orderBy: { field: "state.openedAt", direction: "desc" },
          limit,
          cursor,
        });
        return { status: 200, body: toPage(page, ({ data }) => taskView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/success/tasks/:id",
      operationId: "getSuccessTask",
      summary: "Get a task with its evidence and its history",
      description: "The evidence is that of the last look, `looked_at`.",
      problems: { 404: ["task-not-found"] },
      tag,
      permission: "configs:read",
      params: ById,
      reply: SuccessTaskView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: taskView(await required(tenantId, id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/success/tasks",
      operationId: "writeSuccessTask",
      summary: "Write a task by hand",
      description: "Name no customer in it.",
      example: { title: "Ask for a second number", text: "The client opens a branch in Pune in January." },
      tag,
      permission: "success:write",
      status: 201,
      body: z.object({
        title: z.string().trim().min(1).max(longestTitle).describe("What is to be done."),
        text: z.string().trim().min(1).max(longestText).describe("Why, and how."),
      }),
      reply: SuccessTaskView,
      async handle(request) {
        const at = now();
        const { tenantId, subject: by } = request.identity;
        const taskId = requestedId(request, { action: "success-task", key: "new" });
        const data = {
          taskId,
          playbook: "by-hand" as const,
          subject: null,
          cause: `by-hand ${taskId}`,
          period: at.toISOString().slice(0, 7),
          at: at.toISOString(),
          change: { type: "written" as const, by, ...request.body },
        };
        const wish = { action: "success-task-written", key: taskId, data, at };
        const options = { repeatable: request.idempotencyKey !== undefined };
        await runner.run(recordTask, requestedEvent(successTaskTold, request, wish), options);
        return { status: 201, body: taskView(await required(tenantId, taskId)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/success/tasks/:id/acts",
      operationId: "actOnSuccessTask",
      summary: "Do, dismiss, snooze, assign, note or reopen a task",
      description:
        "What is done or dismissed stays closed in its month, also while the figure stays bad. The next month may open another task.",
      problems: {
        404: ["task-not-found"],
        409: ["task-closed", "task-open"],
        422: ["snooze-until-missing", "snooze-until-invalid"],
      },
      example: { type: "snooze", until: "2026-12-14T03:30:00.000Z", note: "The client is on holiday." },
      tag,
      permission: "success:write",
      params: ById,
      body: z.object({
        type: z.enum(["done", "dismiss", "reopen", "note", "snooze", "assign"]).describe("What you decide."),
        note: z.string().trim().max(1_000).default("").describe("Why. The history shows it. Name no customer."),
        until: z.iso
          .datetime({ offset: true })
          .optional()
          .describe("For `snooze`: when it is shown again, within 180 days."),
        owner: z
          .string()
          .trim()
          .min(1)
          .max(200)
          .nullable()
          .default(null)
          .describe("For `assign`: who does it. Null: nobody."),
      }),
      reply: SuccessTaskView,
      async handle(request) {
        const { type, note, until, owner } = request.body;
        const { tenantId, subject: by } = request.identity;
        const { id } = request.params;
        await required(tenantId, id);
        const at = now();
        const act: SuccessTaskActed["act"] =
          type === "snooze" ? { type, until: snoozeUntil(until, at) } : type === "assign" ? { type, owner } : { type };
        const data = { taskId: id, by, at: at.toISOString(), note, act };
        const wish = { action: `success-task-${type}`, key: id, data, at };
        const options = { repeatable: request.idempotencyKey !== undefined };
        await runner
          .run(actOnTask, requestedEvent(successTaskActed, request, wish), options)
          .catch((error: unknown) => {
            if (!(error instanceof TerminalError) || !["task-closed", "task-open"].includes(error.code)) throw error;
            throw new Problem(409, error.code, error.message, { cause: error });
          });
        return { status: 200, body: taskView(await required(tenantId, id)) };
      },
    }),
  ];
}

/** @throws Problem 422 `snooze-until-missing`, `snooze-until-invalid` */
function snoozeUntil(until: string | undefined, now: Date): string {
  if (until === undefined)
    throw new Problem(422, "snooze-until-missing", "Say `until` when the task is to be shown again.");
  const ms = Date.parse(until) - now.getTime();
  if (ms <= 0 || ms > mostSnoozeMs)
    throw new Problem(422, "snooze-until-invalid", "`until` must be in the future, and within 180 days.");
  return new Date(until).toISOString();
}
