import { z } from "zod";
import { unknownNames } from "../../../../../shared/channels/templates/fill-text.ts";
import { commonNames } from "../../../../../shared/config/checks/text-names.ts";
import { Problem } from "../../../../../shared/http/problem.ts";
import { route } from "../../../../../shared/http/route.ts";
import { absent, put, type Write } from "../../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { jsonBytes } from "../../../../../shared/schema/byte-budget.ts";
import { knownSavedFiles, type SavedFileRef, wantSavedFiles } from "../../files/saved-file.ts";
import { letGo } from "../../files/saved-file-term.ts";
import { OperatorConversationView, operatorConversationView } from "../handoff-views.ts";
import {
  inboxMacros,
  type Macro,
  MacroBody,
  macroBytes,
  macrosId,
  mostMacros,
  readMacros,
  savedFilesOf,
} from "./macro.ts";
import { type MacroDependencies, runMacro } from "./run-macro.ts";

const MacroId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "must be letters, digits, _ or -");
const ById = z.object({ id: MacroId });
const MacroView = MacroBody.extend({
  macro_id: z.string().describe("The id that its maker chose."),
  saved_files: z
    .array(
      z.object({
        saved_file_id: z.string().describe("The saved file."),
        name: z.string().describe("What the file is called."),
      }),
    )
    .describe("The files of its replies, by name."),
}).meta({ id: "Macro" });

const tag = "Inbox";

/** Sequences of actions that operators run with one click. */
export function macroRoutes(dependencies: MacroDependencies) {
  const { documents } = dependencies;
  const permission = "conversations:operate" as const;
  const keep = (
    tenantId: TenantId,
    version: string | undefined,
    { macros, writes = [] }: { readonly macros: readonly Macro[]; readonly writes?: readonly Write[] },
  ) => {
    const ifVersion = version ?? absent;
    return documents.commit(tenantId, [put(inboxMacros, macrosId, { macros: [...macros] }, { ifVersion }), ...writes]);
  };
  const filesOf = (tenantId: TenantId, ids: readonly string[]) => knownSavedFiles(documents, tenantId, ids);
  return [
    route({
      method: "GET",
      path: "/v1/macros",
      operationId: "listMacros",
      summary: "List the macros: several actions in one",
      description: "All of the client's, in the order in which they were saved.",
      tag,
      permission,
      reply: z.object({ items: z.array(MacroView).describe("The macros.") }),
      async handle({ identity: { tenantId } }) {
        const { macros } = await readMacros(documents, tenantId);
        const files = await filesOf(tenantId, macros.flatMap(savedFilesOf));
        return { status: 200, body: { items: macros.map((macro) => macroView(macro, files)) } };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/macros/:id",
      operationId: "putMacro",
      summary: "Save a macro for all operators",
      description: "Makes it, or replaces it. Texts take the placeholders of canned replies, such as {customer_name}.",
      problems: { 422: ["macros-full", "placeholder-unknown", "saved-file-unknown"] },
      example: {
        name: "Refund granted",
        actions: [
          { type: "reply", text: "Hello {customer_name}, your refund is on its way." },
          { type: "label", add: [], remove: [] },
          { type: "resolve" },
        ],
      },
      tag,
      permission,
      params: ById,
      body: MacroBody,
      reply: MacroView,
      async handle(request) {
        const { identity, params, body } = request;
        const { tenantId } = identity;
        const { id } = params;
        requireKnownNames(body);
        const used = savedFilesOf(body);
        const { refs, writes } = await wantSavedFiles(documents, tenantId, {
          ids: used,
          at: dependencies.now().toISOString(),
        });
        const { macros, version } = await readMacros(documents, tenantId);
        const macro = { id, ...body };
        const known = macros.find((each) => each.id === id);
        const next = known ? macros.map((each) => (each.id === id ? macro : each)) : [...macros, macro];
        if (next.length > mostMacros || jsonBytes(next) > macroBytes)
          throw new Problem(
            422,
            "macros-full",
            `At most ${mostMacros} macros of ${macroBytes} bytes. Delete one first.`,
          );
        const dropped = known === undefined ? [] : savedFilesOf(known).filter((file) => !used.includes(file));
        await letGo(dependencies, request, await filesOf(tenantId, dropped));
        await keep(tenantId, version, { macros: next, writes });
        return { status: 200, body: macroView(macro, refs) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/macros/:id",
      operationId: "deleteMacro",
      summary: "Delete a macro",
      description: "What it has done stays.",
      problems: { 404: ["macro-not-found"] },
      tag,
      permission,
      params: ById,
      reply: z.object({}),
      async handle(request) {
        const { tenantId } = request.identity;
        const { macros, version } = await readMacros(documents, tenantId);
        const gone = requireMacro(macros, request.params.id);
        await letGo(dependencies, request, await filesOf(tenantId, savedFilesOf(gone)));
        await keep(tenantId, version, { macros: macros.filter((macro) => macro !== gone) });
        return { status: 200, body: {} };
      },
    }),
    route({
      method: "POST",
      path: "/v1/macros/:id/run",
      operationId: "runMacro",
      summary: "Run a macro on a conversation",
      description:
        "Its actions are done one after the other, as if you did them. It stops at one that is refused, and a repeat with the same Idempotency-Key goes on there and does nothing twice.",
      problems: {
        404: ["macro-not-found", "conversation-not-found"],
        409: ["conversation-held"],
        422: ["macro-text-incomplete", "saved-file-unknown"],
      },
      example: { conversation_id: "c_1" },
      tag,
      permission,
      params: ById,
      body: z.object({ conversation_id: z.string().min(1).max(64) }),
      reply: OperatorConversationView,
      async handle({ identity, idempotencyKey, params: { id }, body }) {
        const macro = requireMacro((await readMacros(documents, identity.tenantId)).macros, id);
        const of = { macro, conversationId: body.conversation_id };
        const state = await runMacro(dependencies, { identity, idempotencyKey }, of);
        return { status: 200, body: operatorConversationView(state) };
      },
    }),
  ];
}

function requireMacro(macros: readonly Macro[], id: string): Macro {
  const macro = macros.find((each) => each.id === id);
  if (macro === undefined) throw new Problem(404, "macro-not-found", `There is no macro "${id}".`);
  return macro;
}

/** @throws Problem 422 `placeholder-unknown` */
function requireKnownNames({ actions }: z.infer<typeof MacroBody>): void {
  const [unknown] = actions.flatMap((action) => ("text" in action ? [...unknownNames(action.text, commonNames)] : []));
  if (unknown === undefined) return;
  const known = commonNames.map((each) => `{${each}}`).join(", ");
  throw new Problem(422, "placeholder-unknown", `Nothing stands for {${unknown}}. Known are ${known}.`);
}

/** With the names of its files, as far as they are among `files`. */
function macroView({ id, ...macro }: Macro, files: readonly Pick<SavedFileRef, "id" | "name">[]) {
  const own = new Set(savedFilesOf(macro));
  const saved_files = files
    .filter((file) => own.has(file.id))
    .map((file) => ({ saved_file_id: file.id, name: file.name }));
  return { macro_id: id, ...macro, saved_files } satisfies z.infer<typeof MacroView>;
}
