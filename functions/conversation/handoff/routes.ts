import { z } from "zod";
import { Paging, pageOf } from "../../../shared/http/paging.ts";
import { type ApiRequest, type Route, route } from "../../../shared/http/route.ts";
import { conversations } from "../conversation.ts";
import { type ActDependencies, act } from "./act.ts";
import { HandoffStage } from "./state.ts";
import { OperatedView, operatedView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64) });
type ById = z.infer<typeof ById>;

const Flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Of every act: whether to take it from whoever has it, and what the operator has read. */
const Acting = z.object({
  force: Flag.optional().describe("Admins only: also where another operator has the conversation."),
  expected_turn_count: z.coerce
    .number()
    .int()
    .optional()
    .describe("409 when the conversation has had more turns than the operator has read (`turn_count`)."),
});
type Acting = z.infer<typeof Acting>;

const tag = "Handoffs";

export function handoffRoutes(dependencies: ActDependencies): Route[] {
  const { documents } = dependencies;
  const acts = {
    method: "POST" as const,
    tag,
    permission: "conversations:operate" as const,
    params: ById,
    query: Acting,
    reply: OperatedView,
  };
  return [
    route({
      method: "GET",
      path: "/v1/handoffs",
      operationId: "listHandoffs",
      summary: "The queue: who waits for a person or has one, most urgent first",
      tag,
      permission: "conversations:operate",
      query: Paging.extend({
        status: HandoffStage.optional().describe("Default: all that are not released."),
        department: z.string().max(100).optional(),
      }),
      reply: pageOf(OperatedView),
      async handle({ identity, query: { status, department, ...paging } }) {
        const page = await documents.query(identity.tenantId, conversations.collection, {
          where: [
            status ? ["state.handoff.stage", "==", status] : ["state.handoff.open", "==", true],
            ...(department === undefined ? [] : [["state.handoff.department", "==", department] as const]),
          ],
          orderBy: { field: "state.handoff.order", direction: "asc" },
          ...paging,
        });
        const items = page.items.map(({ data }) => operatedView(data.state));
        return { status: 200, body: { items, next_cursor: page.nextCursor ?? null } };
      },
    }),
    ...(["release", "resolve"] as const).map((action) =>
      route({
        ...acts,
        path: `/v1/conversations/:id/${action}`,
        operationId: `${action}Conversation`,
        summary: { release: "Give the conversation back to the agent", resolve: "Close the conversation" }[action],
        async handle(request) {
          const state = await act(dependencies, request, { ...wishOf(request), action, text: null });
          return { status: 200, body: operatedView(state) };
        },
      }),
    ),
    ...(["reply", "note"] as const).map((action) =>
      route({
        ...acts,
        path: `/v1/conversations/:id/${action}`,
        operationId: { reply: "replyToCustomer", note: "addNote" }[action],
        summary: {
          reply: "Write to the customer, through their channel; takes the conversation over",
          note: "Leave a private note, which neither the customer nor the agent reads",
        }[action],
        body: z.object({ text: z.string().trim().min(1).max(10_000) }),
        async handle(request) {
          const state = await act(dependencies, request, { ...wishOf(request), action, text: request.body.text });
          return { status: 200, body: operatedView(state) };
        },
      }),
    ),
    route({
      ...acts,
      path: "/v1/conversations/:id/takeover",
      operationId: "takeoverConversation",
      summary: "Take over: the agent is silent until released",
      async handle(request) {
        const state = await act(dependencies, request, { ...wishOf(request), action: "takeover", text: null });
        return { status: 200, body: operatedView(state) };
      },
    }),
  ];
}

function wishOf({ params, query }: ApiRequest<ById, Acting, unknown>) {
  const { force, expected_turn_count: expectedTurnCount } = query;
  return {
    conversationId: params.id,
    ...(force === undefined ? {} : { force }),
    ...(expectedTurnCount === undefined ? {} : { expectedTurnCount }),
  };
}
