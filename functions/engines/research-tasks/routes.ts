import { z } from "zod";
import { clientNames, namesOfPeople } from "../../../shared/contracts/accounts/account-names.ts";
import { researchRunSubjects } from "../../../shared/contracts/lifecycle/research-run.ts";
import { researchTaskActed, researchTasksRequested, type TaskAction } from "../../../shared/events/index.ts";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requestedEvent } from "../../../shared/http/requested-event.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents, Query, QueryCondition } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { TerminalError } from "../../../shared/runtime/failures/errors.ts";
import type { Runner } from "../../../shared/runtime/runner.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { actOnTask } from "./act.ts";
import { actionRoutes } from "./action-routes.ts";
import { type ClientTask, tasksOfAllClients } from "./agency-tasks.ts";
import { fileRoutes } from "./file-routes.ts";
import { questionsFor } from "./playbooks.ts";
import { openTaskSet } from "./steps.ts";
import { researchTaskSets, researchTasks, TaskStatus } from "./task.ts";
import type { TaskFiles } from "./task-files.ts";
import { ById, type TaskRequest, tag } from "./task-request.ts";
import { ResearchTasksView, ResearchTaskView, tasksView, taskView } from "./views.ts";

interface TaskPorts {
  readonly documents: Documents;
  readonly files: TaskFiles;
  readonly runner: Runner;
  readonly now: () => Date;
}

const RunId = z
  .string()
  .regex(/^[\w-]{1,64}$/, "must be letters, digits, - and _, at most 64")
  .describe("The research.");
/** A playbook has at most 30 questions. */
const mostTasks = 30;

/** Questions about a business that people answer and other people review. */
export function researchTaskRoutes(ports: TaskPorts) {
  const { documents, runner, now } = ports;
  return [
    route({
      method: "POST",
      path: "/v1/research/:id/tasks",
      operationId: "openResearchTasks",
      summary: "Ask people the questions of a playbook",
      description:
        "The industry chooses the playbook (config/playbooks). A research has its tasks once, a deep one from its start: asked again, it gives those that it has.",
      problems: { 404: ["research-not-found"] },
      example: { industry: "retail shop" },
      tag,
      permission: "research:write",
      params: z.object({ id: RunId }),
      body: z.object({
        industry: z
          .string()
          .trim()
          .min(1)
          .max(80)
          .optional()
          .describe("Such as `dental clinic`. Without it, the industry of the research."),
      }),
      reply: ResearchTasksView,
      async handle(request) {
        const { identity, params, body } = request;
        const run = (await documents.get(identity.tenantId, researchRunSubjects, params.id))?.data.state;
        if (!run) throw new Problem(404, "research-not-found", `There is no research "${params.id}".`);
        const asked = questionsFor(body.industry ?? run.subject.industry ?? undefined);
        const data = { runId: run.id, business: run.subject.name, ...asked, by: identity.subject };
        const wish = { action: "research-tasks", key: params.id, data, at: now() };
        await runner.run(openTaskSet, requestedEvent(researchTasksRequested, request, wish));
        return { status: 200, body: await tasksOf(identity.tenantId, params.id) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research/:id/tasks",
      operationId: "getResearchTasks",
      summary: "Get the tasks of a research, and whether all have their outcome",
      description: "Finished when every answer is reviewed, or waived with a reason.",
      problems: { 404: ["research-tasks-not-found"] },
      tag,
      permission: "research:read",
      params: z.object({ id: RunId }),
      reply: ResearchTasksView,
      async handle({ identity: { tenantId }, params: { id } }) {
        return { status: 200, body: await tasksOf(tenantId, id) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research-tasks",
      operationId: "listResearchTasks",
      summary: "List tasks, those due soonest first",
      description:
        "`assignee=me` gives what you have claimed or answered. People of the agency who choose no client (`X-Client-Id`) get the tasks of all clients in one list.",
      tag,
      permission: "research:read",
      query: Paging.extend({
        status: TaskStatus.optional().describe("Only tasks with this status."),
        research: RunId.optional().describe("Only tasks of this research."),
        assignee: z.string().min(1).max(200).optional().describe("Only tasks of this person; `me` for your own."),
        due: z.iso.datetime({ offset: true }).optional().describe("Only tasks that are due by this time."),
      }),
      reply: pageOf(ResearchTaskView),
      async handle({ identity: { tenantId, subject }, query: { status, research, assignee, due, limit, cursor } }) {
        const where: QueryCondition[] = [];
        if (status) where.push(["state.status", "==", status]);
        if (research) where.push(["state.runId", "==", research]);
        if (assignee) where.push(["state.assignee", "==", assignee === "me" ? subject : assignee]);
        if (due) where.push(["state.dueAt", "<=", new Date(due).toISOString()]);
        const page =
          tenantId === agencyId
            ? await tasksOfAllClients(documents, { where, limit, cursor })
            : await tasksOfClient(tenantId, { where, limit, cursor });
        const names = namesIn(documents);
        const items = await Promise.all(page.items.map((each) => namedView(each, names)));
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/research-tasks/:id",
      operationId: "getResearchTask",
      summary: "Get a task",
      description: "With its answer, its review, and who has it.",
      problems: { 404: ["research-task-not-found"] },
      tag,
      permission: "research:read",
      params: ById,
      reply: ResearchTaskView,
      async handle({ identity: { tenantId }, params: { id } }) {
        const task = await requireState(documents, tenantId, researchTasks, { id, what: "research-task" });
        return { status: 200, body: await namedView({ clientId: tenantId, task }, namesIn(documents)) };
      },
    }),
    ...actionRoutes((request, action) => actedOn(ports, request, action)),
    ...fileRoutes(ports, (request, action) => actedOn(ports, request, action)),
  ];

  async function tasksOf(tenantId: TenantId, runId: string): Promise<ResearchTasksView> {
    const set = await requireState(documents, tenantId, researchTaskSets, { id: runId, what: "research-tasks" });
    const tasks = await tasksOfClient(tenantId, { where: [["state.runId", "==", runId]], limit: mostTasks });
    const names = namesIn(documents);
    return tasksView(set, await Promise.all(tasks.items.map((each) => namedView(each, names))));
  }

  async function tasksOfClient(clientId: TenantId, query: Query) {
    const orderBy = { field: "state.dueAt", direction: "asc" } as const;
    const { items, nextCursor } = await documents.query(clientId, researchTasks.collection, { ...query, orderBy });
    return { items: items.map(({ data }) => ({ clientId, task: data.state })), nextCursor };
  }
}

async function actedOn(ports: TaskPorts, request: TaskRequest, action: TaskAction) {
  const { documents, runner, now } = ports;
  const { identity, params, idempotencyKey } = request;
  requirePerson(identity);
  const { tenantId, subject: by } = identity;
  await requireState(documents, tenantId, researchTasks, { id: params.id, what: "research-task" });
  const at = now();
  const data = { taskId: params.id, by, at: at.toISOString(), action };
  const wish = { action: `research-task-${action.action}`, key: params.id, data, at };
  const event = requestedEvent(researchTaskActed, request, wish);
  const after = await runner
    .run(actOnTask, event, { repeatable: idempotencyKey !== undefined })
    .catch((error: unknown) => {
      if (!(error instanceof TerminalError)) throw error;
      throw new Problem(statusOf(error.code), error.code, error.message, { cause: error });
    });
  const task =
    after ?? (await requireState(documents, tenantId, researchTasks, { id: params.id, what: "research-task" }));
  return { status: 200, body: await namedView({ clientId: tenantId, task }, namesIn(documents)) };
}

interface Names {
  person(subject: string): Promise<string | null>;
  client(id: TenantId): Promise<string | null>;
}

/** What people and clients are called. Each is read once. */
function namesIn(documents: Pick<Documents, "get">): Names {
  const known = new Map<TenantId, Promise<string | null>>();
  const read = async (id: TenantId) => (await documents.get(agencyId, clientNames, id))?.data.name ?? null;
  return {
    person: namesOfPeople(documents, agencyId),
    client(id) {
      const name = known.get(id) ?? read(id);
      known.set(id, name);
      return name;
    },
  };
}

/** A task with the names of its client and of the people in it. */
async function namedView({ clientId, task }: ClientTask, names: Names): Promise<ResearchTaskView> {
  const { assignee, answer, review, waived } = task;
  const subjects = [...new Set([assignee, answer?.by, review?.by, waived?.by])].filter((by) => typeof by === "string");
  const named = await Promise.all(subjects.map(async (by) => [by, await names.person(by)] as const));
  const people = named.flatMap(([by, name]) => (name === null ? [] : [[by, name] as const]));
  const client = { id: clientId, name: await names.client(clientId) };
  return taskView(task, { client, people: Object.fromEntries(people) });
}

/** An answer is somebody's, and so is its review. */
function requirePerson({ subject }: Caller): void {
  if (!subject.startsWith("api-key:")) return;
  const detail = "A person does this. Use a token of your own: an API key does not say who you are.";
  throw new Problem(403, "research-person-required", detail);
}

function statusOf(code: string): number {
  if (/^research-(evidence-missing|comment-missing|file-unknown)$/.test(code)) return 422;
  return code === "research-reviewer-is-author" ? 403 : 409;
}
