import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requestedId } from "../../../../shared/http/requested-event.ts";
import { route } from "../../../../shared/http/route.ts";
import { auditWrite } from "../../../../shared/security/audit.ts";
import type { Composition } from "../../../app/compose.ts";
import { requireLiveKit } from "../../../app/livekit.ts";
import { type ActDependencies, requestOperatorAction } from "../handoff/actions/request-action.ts";
import { logEntry } from "../handoff/log.ts";
import { longestWhisper } from "../handoff/whisper.ts";
import { requireConversation } from "../require-conversation.ts";
import { joinSeconds, operatorToken } from "./operator-token.ts";
import { requireLiveCall, requireRoom } from "./require-call.ts";

const ById = z.object({ id: z.string().min(1).max(100) });

const Join = z.object({
  mode: z
    .enum(["listen", "speak"])
    .describe("listen: unseen and unheard. speak: with a microphone; takes the conversation over."),
  force: z.boolean().optional().describe("Admins only: take the conversation from another operator."),
});

const JoinedCall = z
  .object({
    token: z.string().describe("Joins the room, once, as this operator."),
    url: z.string().describe("The LiveKit server, wss://…"),
    room: z.string().describe("The room that the token joins."),
    expires_at: z.string().describe("The token joins until then. Whoever has joined stays."),
  })
  .meta({ id: "JoinedCall" });

const Whispered = z
  .object({
    whisper_id: z.string().describe("The whisper's id."),
    conversation_id: z.string(),
    operator: z.string(),
    text: z.string(),
    at: z.string(),
  })
  .meta({ id: "Whisper" });

const liveProblems = {
  403: ["force-forbidden"],
  404: ["call-not-found", "conversation-not-found"],
  409: ["call-ended", "call-not-open"],
};

/** What operators do in calls that last: they listen, whisper to the agent, or speak in its place. */
export function liveCallRoutes(dependencies: ActDependencies & Pick<Composition, "environment" | "platform">) {
  const { environment, platform, now } = dependencies;
  const { documents } = platform;
  const acts = { method: "POST", tag: "Calls", permission: "conversations:operate", params: ById } as const;

  return [
    route({
      ...acts,
      path: "/v1/calls/:id/join",
      operationId: "joinCall",
      summary: "Join a live call as an operator: listen, or speak in the agent's place",
      description:
        "`listen` is unseen and may publish nothing. `speak` may publish a microphone and takes the conversation over: the agent is silent until it is released. Each joining is audited. Connect to the LiveKit server at `url` with `token`.",
      problems: {
        ...liveProblems,
        409: [...liveProblems[409], "call-without-room", "conversation-held"],
        503: ["voice-not-configured"],
      },
      example: { mode: "listen" },
      body: Join,
      reply: JoinedCall,
      async handle(request) {
        const { identity, params, body } = request;
        const { tenantId, subject: operator } = identity;
        const { mode, force } = body;
        const call = await requireLiveCall(documents, tenantId, params.id);
        const room = requireRoom(call);
        const account = await requireLiveKit({ environment, keys: platform.keys });
        const at = now();
        const id = randomUUID();
        const { conversationId } = call;
        const conversation = await requireConversation(documents, tenantId, conversationId);
        if (mode === "speak") {
          const wish = {
            conversationId,
            action: "takeover",
            text: null,
            ...(force === undefined ? {} : { force }),
          } as const;
          await requestOperatorAction(dependencies, request, wish);
        }
        const entry = { eventId: id, kind: "listen", at: at.toISOString(), operator } as const;
        await documents.commit(tenantId, [
          auditWrite({ id, at: entry.at, actor: operator, action: "call-joined", target: call.id, detail: { mode } }),
          ...(mode === "listen" ? [logEntry(conversation, entry)] : []),
        ]);
        const token = await operatorToken(account, { room, identity: `operator-${id}`, mode });
        const expiresAt = new Date(at.getTime() + joinSeconds * 1_000).toISOString();
        return { status: 200, body: { token, url: account.url, room, expires_at: expiresAt } };
      },
    }),
    route({
      ...acts,
      path: "/v1/calls/:id/whisper",
      operationId: "whisperToAgent",
      summary: "Whisper to the agent in a live call: an instruction for its next answer",
      description:
        "Only the agent reads it, with the customer's next words, and follows it within the rules of the service; a price still has to be in the knowledge. It is kept in the record as a note for operators.",
      problems: liveProblems,
      example: { text: "Offer her the home visit on Saturday; it is free for members." },
      body: z.object({ text: z.string().trim().min(1).max(longestWhisper) }),
      reply: Whispered,
      async handle(request) {
        const { identity, params, body, idempotencyKey } = request;
        const { tenantId, subject: operator } = identity;
        const call = await requireLiveCall(documents, tenantId, params.id);
        const id = requestedId({ identity, idempotencyKey }, { action: "whisper-audit", key: call.id });
        const at = now().toISOString();
        await requestOperatorAction(dependencies, request, {
          conversationId: call.conversationId,
          action: "whisper",
          text: body.text,
        });
        const detail = { characters: body.text.length };
        await documents.commit(tenantId, [
          auditWrite({ id, at, actor: operator, action: "call-whispered", target: call.id, detail }),
        ]);
        const whisper = { whisper_id: id, conversation_id: call.conversationId, operator, text: body.text, at };
        return { status: 200, body: whisper };
      },
    }),
  ];
}
