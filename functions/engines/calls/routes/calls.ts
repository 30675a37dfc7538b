import { z } from "zod";
import { turnsBetween } from "../../../../shared/contracts/calls/call-transcript.ts";
import { callEndRequested } from "../../../../shared/events/calls.ts";
import { Paging, pageOf, toPage } from "../../../../shared/http/paging.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { requestedEvent } from "../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../shared/http/require-state.ts";
import { route } from "../../../../shared/http/route.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Composition } from "../../../app/compose.ts";
import { type CallRecord, calls } from "../call.ts";
import { callDependencies } from "../dependencies.ts";
import { endCallStep } from "../record/end.ts";
import { CallDetails, CallView, callView, transcriptOf } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(100) });
const tag = "Calls";
const linkMs = 10 * 60_000;
/** The last words of a call are recorded after its end. */
const afterEndMs = 60_000;

export function callRoutes(composition: Composition) {
  const { platform, runner, now } = composition;
  const { documents, blobs } = platform;
  const endStep = endCallStep(callDependencies(composition));
  const requireCall = (tenantId: TenantId, id: string) =>
    requireState(documents, tenantId, calls, { id, what: "call" });

  async function detailsOf(tenantId: TenantId, call: CallRecord): Promise<z.infer<typeof CallDetails>> {
    const { conversationId, recording } = call;
    const from = call.openedAt ?? call.createdAt;
    const to = new Date(
      (call.endedAt === null ? now().getTime() : Date.parse(call.endedAt)) + afterEndMs,
    ).toISOString();
    const turns = conversationId === null ? [] : await turnsBetween(documents, tenantId, { conversationId, from, to });
    const expiresAt = new Date(now().getTime() + linkMs);
    return {
      ...callView(call),
      transcript: transcriptOf(turns, from),
      recording: recording && {
        duration_ms: recording.durationMs,
        url: await blobs.signedLink(tenantId, recording.blob, { expiresAt }),
        expires_at: expiresAt.toISOString(),
      },
    };
  }

  return [
    route({
      method: "GET",
      path: "/v1/calls",
      operationId: "listCalls",
      summary: "List calls, newest first",
      description: "Calls to your numbers, from your pages and to your customers, with their outcomes and costs.",
      tag,
      permission: "conversations:read",
      query: Paging.extend({
        status: CallView.shape.status.optional(),
        customer: z.string().min(1).max(64).optional().describe("Only calls with this customer, by id."),
        conversation: z.string().min(1).max(64).optional().describe("Only calls of this conversation, by id."),
      }),
      problems: { 400: ["filter-ambiguous"] },
      reply: pageOf(CallView),
      async handle({ identity, query: { status, customer, conversation, ...paging } }) {
        if ([status, customer, conversation].filter((filter) => filter !== undefined).length > 1)
          throw new Problem(400, "filter-ambiguous", "Filter by one of status, customer and conversation.");
        const page = await documents.query(identity.tenantId, calls.collection, {
          where: [
            ...(status ? ([["state.status", "==", status]] as const) : []),
            ...(customer ? ([["state.customerId", "==", customer]] as const) : []),
            ...(conversation ? ([["state.conversationId", "==", conversation]] as const) : []),
          ],
          orderBy: { field: "state.createdAt", direction: "desc" },
          ...paging,
        });
        return { status: 200, body: toPage(page, ({ data }) => callView(data.state)) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/calls/:id",
      operationId: "getCall",
      summary: "Get a call: its record, what was said and what it cost",
      description:
        "The transcript comes from the call's conversation. A recording's link works for ten minutes, for whoever has it.",
      problems: { 404: ["call-not-found"] },
      tag,
      permission: "conversations:read",
      params: ById,
      reply: CallDetails,
      async handle({ identity: { tenantId }, params }) {
        return { status: 200, body: await detailsOf(tenantId, await requireCall(tenantId, params.id)) };
      },
    }),
    route({
      method: "POST",
      path: "/v1/calls/:id/end",
      operationId: "endCall",
      summary: "End a call for everybody in it, or call off one that was not made yet",
      description: "A call that has ended stays as it is, and the answer is its record.",
      problems: { 404: ["call-not-found"], 409: ["call-unreachable"] },
      tag,
      permission: "conversations:operate",
      params: ById,
      reply: CallView,
      async handle(request) {
        const { identity, params } = request;
        const { tenantId, subject } = identity;
        const call = await requireCall(tenantId, params.id);
        if (call.status === "open" && call.room === null)
          throw new Problem(409, "call-unreachable", "The call runs without a room, over the page's own connection.");
        const data = { callId: params.id, by: subject };
        const wish = { action: "end-call", key: params.id, data, at: now() };
        await runner.run(endStep, requestedEvent(callEndRequested, request, wish));
        return { status: 200, body: callView(await requireCall(tenantId, params.id)) };
      },
    }),
  ];
}
