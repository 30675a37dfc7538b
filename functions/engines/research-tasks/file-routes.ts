import { z } from "zod";
import type { TaskAction } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { requireState } from "../../../shared/http/require-state.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { researchTasks } from "./task.ts";
import { maxFileBytes, type TaskFiles } from "./task-files.ts";
import { ById, type TaskRequest, tag } from "./task-request.ts";
import { ResearchTaskView } from "./views.ts";

interface FilePorts {
  readonly documents: Documents;
  readonly files: TaskFiles;
}

type Do = (request: TaskRequest, action: TaskAction) => Promise<{ status: number; body: ResearchTaskView }>;

/** Files that answers rest on. */
export function fileRoutes({ documents, files }: FilePorts, act: Do) {
  return [
    route({
      method: "POST",
      path: "/v1/research-tasks/:id/files",
      operationId: "attachResearchTaskFile",
      summary: "Give a file to a task that you have claimed",
      description:
        "Send a picture or a PDF of at most 8 MiB as a form, in the field `file`. An answer then names it as evidence of kind `file`. The same file again changes nothing.",
      problems: {
        403: ["research-person-required"],
        404: ["research-task-not-found"],
        409: ["research-task-not-yours", "research-task-ended", "research-files-full"],
        415: ["file-type-unsupported"],
        422: ["file-missing"],
      },
      // The file itself comes as a form, which an example in JSON cannot show.
      example: {},
      tag,
      permission: "research:write",
      params: ById,
      body: z.object({}),
      fileBody: { maxBytes: maxFileBytes },
      reply: ResearchTaskView,
      async handle(request) {
        const { identity, params, file: sent } = request;
        const { tenantId } = identity;
        const before = await requireState(documents, tenantId, researchTasks, { id: params.id, what: "research-task" });
        const file = await files.store(tenantId, params.id, sent);
        return act(request, { action: "attach", file }).catch(async (error: unknown) => {
          // Nobody can reach a file that the task refused.
          if (!before.files.some(({ id }) => id === file.id)) await files.remove(tenantId, params.id, file.id);
          throw error;
        });
      },
    }),
    route({
      method: "GET",
      path: "/v1/research-tasks/:id/files/:file",
      operationId: "getResearchTaskFile",
      summary: "Get a file of a task",
      description: "It is sent as a download, with the media type that was found from its content.",
      problems: { 404: ["research-task-not-found", "file-not-found"] },
      tag,
      permission: "research:read",
      params: ById.extend({ file: z.string().min(1).max(64).describe("The file's `file_id`.") }),
      reply: z.instanceof(Uint8Array),
      fileReply: "application/octet-stream",
      async handle({ identity: { tenantId }, params }) {
        const task = await requireState(documents, tenantId, researchTasks, { id: params.id, what: "research-task" });
        const known = task.files.find(({ id }) => id === params.file);
        const body = known && (await files.read(tenantId, params.id, known.id));
        if (!body) throw new Problem(404, "file-not-found", `The task has no file "${params.file}".`);
        const headers = {
          "Content-Type": known.contentType,
          "Content-Disposition": `attachment; filename="evidence-${known.id}"`,
        };
        return { status: 200, body, headers };
      },
    }),
  ];
}
