import { z } from "zod";
import { ConfigName } from "../../../../shared/config/versions/versions.ts";
import { draftCloseDue } from "../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { requestedEvent, requestedId } from "../../../../shared/http/requested-event.ts";
import { route } from "../../../../shared/http/route.ts";
import { jsonBytes } from "../../../../shared/schema/byte-budget.ts";
import { InspectedTurn, inspectedTurn } from "../inspect/inspected-turn.ts";
import { limits } from "../limits.ts";
import { TurnView, turnView } from "../routes/turn-view.ts";
import { webChatId } from "../turn/web-chat.ts";
import { turns } from "../turn-record.ts";
import { type DraftCallDependencies, draftCallRoute } from "./call-route.ts";
import { type Draft, DraftPurpose, draftSession, drafts } from "./draft.ts";
import { openDraft } from "./open-draft.ts";
import { DraftById, requireDraft, requireOpenDraft } from "./require-draft.ts";
import { sayInSandbox } from "./say-in-sandbox.ts";
import { scenarioRoute } from "./scenario-route.ts";

const DraftView = z
  .object({
    draft_id: z.string().describe("Names the draft in paths."),
    config: z.string().describe("The configuration that it is a draft of."),
    purpose: DraftPurpose.describe("`rerun`: it answers a turn again (`rerunTurn`), and takes no messages."),
    status: z.enum(["open", "closed"]).describe("`closed`: what was said in it is removed."),
    created_by: z.string().describe("Who opened it."),
    created_at: z.string().describe("When it was opened."),
    expires_at: z.string().describe("When it ends, with everything that was said in it."),
  })
  .meta({ id: "Draft" });

const tag = "Drafts";

/** Trying a configuration that is not stored: it answers in a sandbox tenant that nothing leaves. */
export function draftRoutes(dependencies: DraftCallDependencies) {
  const { platform, now } = dependencies;
  const { documents, bus } = platform;
  return [
    route({
      method: "POST",
      path: "/v1/drafts",
      operationId: "openDraft",
      summary: "Try a configuration that is not stored",
      description:
        "It answers in a sandbox tenant of its own: messages, calls, payments and requests to other servers end there, and secrets are unknown. Tables begin with the configuration's rows, and the client's documents are quoted. After an hour everything is removed.",
      problems: { 422: ["config-invalid"] },
      example: { config: "main", yaml: "automation_config:\n  client_id: client_123\n" },
      tag,
      permission: "configs:write",
      status: 201,
      body: z.strictObject({
        config: ConfigName.default("main").describe("The configuration that it is a draft of."),
        yaml: z.string().min(1).describe("The complete file, as for `PUT /v1/configs/{client}/{name}`."),
      }),
      reply: DraftView,
      async handle(request) {
        const draft = await openDraft(dependencies, request, { ...request.body, purpose: "test" });
        return { status: 201, body: draftView(draft) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/drafts",
      operationId: "listDrafts",
      summary: "List drafts, newest first",
      description: "Also those that have ended.",
      tag,
      permission: "configs:read",
      query: Paging,
      reply: pageOf(DraftView),
      async handle({ identity: { tenantId }, query }) {
        const orderBy = { field: "state.createdAt", direction: "desc" } as const;
        const page = await documents.query(tenantId, drafts.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => draftView(data.state)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/drafts/:id/messages",
      operationId: "sayToDraft",
      summary: "Say something to a draft, and see how it came to its answer",
      description:
        "The turn as it is recorded, everything that models were shown, and what it cost. A call with effects waits for a yes as it would with a customer.",
      problems: { 404: ["draft-not-found"], 409: ["draft-closed"] },
      example: { message: "What does a thyroid test cost?" },
      tag,
      permission: "configs:write",
      params: DraftById,
      body: z.strictObject({
        message: z
          .string()
          .trim()
          .min(1, "must not be empty")
          .max(100_000)
          .refine((text) => jsonBytes(text) <= limits.inboundText, `must take at most ${limits.inboundText} bytes`)
          .describe("What a customer says."),
        choice_id: z
          .string()
          .min(1)
          .max(200)
          .optional()
          .describe("The choice that is picked; its label is the message."),
      }),
      reply: InspectedTurn,
      async handle(request) {
        const { tenantId } = request.identity;
        const { sandbox } = await requireOpenDraft(dependencies, tenantId, request.params.id);
        const turn = await sayInSandbox(dependencies, {
          sandbox,
          payer: tenantId,
          eventId: requestedId(request, { action: "say-to-draft", key: request.params.id }),
          session: draftSession,
          text: request.body.message,
          choiceId: request.body.choice_id ?? null,
        });
        return { status: 200, body: await inspectedTurn(documents, sandbox, turn) };
      },
    }),
    scenarioRoute(dependencies),
    draftCallRoute(dependencies),
    route({
      method: "GET",
      path: "/v1/drafts/:id/turns",
      operationId: "listDraftTurns",
      summary: "List what was said in a draft, newest first",
      description: "The turns as they are recorded.",
      problems: { 404: ["draft-not-found"], 409: ["draft-closed"] },
      tag,
      permission: "configs:read",
      params: DraftById,
      query: Paging,
      reply: pageOf(TurnView),
      async handle({ identity, params, query }) {
        const { sandbox } = await requireOpenDraft(dependencies, identity.tenantId, params.id);
        const conversationId = webChatId(await documents.ids(sandbox), draftSession);
        const page = await documents.query(sandbox, turns.collection, {
          where: [["state.conversationId", "==", conversationId]],
          orderBy: { field: "state.index", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ data }) => turnView(data.state)) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/drafts/:id",
      operationId: "closeDraft",
      summary: "End a draft with everything that was said in it",
      description:
        "What was said in it is removed after the answer, and what late steps still wrote about it within ten minutes.",
      problems: { 404: ["draft-not-found"] },
      tag,
      permission: "configs:write",
      status: 202,
      params: DraftById,
      reply: DraftView,
      async handle(request) {
        const { tenantId } = request.identity;
        const draft = await requireDraft(dependencies, tenantId, request.params.id);
        const data = { draftId: draft.id, isLast: false };
        await bus.publish([
          requestedEvent(draftCloseDue, request, { action: "close-draft", key: draft.id, data, at: now() }),
        ]);
        return { status: 202, body: draftView(draft) };
      },
    }),
  ];
}

function draftView({
  id,
  configName,
  purpose = "test",
  status,
  createdBy,
  createdAt,
  expiresAt,
}: Draft): z.infer<typeof DraftView> {
  return {
    draft_id: id,
    config: configName,
    purpose,
    status,
    created_by: createdBy,
    created_at: createdAt,
    expires_at: expiresAt,
  };
}
