import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Environment } from "../../../../shared/environment.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import { route } from "../../../../shared/http/route.ts";
import type { Keys } from "../../../../shared/platform/keys.ts";
import { draftCallTokens } from "../../../../shared/security/tokens/draft-call-tokens.ts";
import type { DraftDependencies } from "./open-draft.ts";
import { DraftById, requireOpenDraft } from "./require-draft.ts";

export type DraftCallDependencies = DraftDependencies & {
  readonly platform: { readonly keys: Keys };
  readonly environment: Pick<Environment, "VOICE_SOCKET_URL">;
};

const DraftCall = z
  .object({
    session_id: z.string().describe("The call's session. Name it to get the next token of the same call."),
    socket_url: z
      .string()
      .describe("Where the call is connected, by docs/socket.md: a ws:// or wss:// address, or a path on this host."),
    token: z.string().describe("Opens a call of this session and nothing else. For the caller alone."),
    expires_at: z.string().describe("When the token expires, and the call with it unless the next one is sent before."),
  })
  .meta({ id: "DraftCall" });

/** Calling the agent of a draft: a token for the socket, which carries the call into the draft's sandbox. */
export function draftCallRoute(dependencies: DraftCallDependencies) {
  const { platform, environment, now } = dependencies;
  const tokens = draftCallTokens({ keys: platform.keys, now });
  return route({
    method: "POST",
    path: "/v1/drafts/:id/calls",
    operationId: "callDraft",
    summary: "Get a token to call the agent of a draft",
    description:
      "The agent answers with the draft's greeting, prompt and voice, in the draft's sandbox: nothing is sent, nobody is rung, and the client pays for models and speech. The token is valid for five minutes, for the person who asked, in one session; a call that goes on asks for the next one with its `session_id`.",
    problems: { 403: ["session-not-yours"], 404: ["draft-not-found", "calls-not-set-up"], 409: ["draft-closed"] },
    example: {},
    tag: "Drafts",
    permission: "configs:write",
    status: 201,
    params: DraftById,
    body: z.strictObject({
      session_id: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe("The session of a call that goes on. Left out: a new call."),
    }),
    reply: DraftCall,
    async handle({ identity, params, body }) {
      const { tenantId: owner, subject: by } = identity;
      const { id: draftId, sandbox, expiresAt: endsAt } = await requireOpenDraft(dependencies, owner, params.id);
      const socketUrl = environment.VOICE_SOCKET_URL;
      if (socketUrl === undefined)
        throw new Problem(
          404,
          "calls-not-set-up",
          "This deployment carries no calls. Its operator sets VOICE_SOCKET_URL.",
        );
      const sessionId = body.session_id ?? newSession(draftId, by);
      requireOwnSession(sessionId, draftId, by);
      const caller = { owner, draftId, sandbox, sessionId, by };
      const { token, expiresAt } = await tokens.issue(caller, new Date(endsAt));
      const expires = expiresAt.toISOString();
      return { status: 201, body: { session_id: sessionId, socket_url: socketUrl, token, expires_at: expires } };
    },
  });
}

function newSession(draftId: string, by: string): string {
  return `${sessionsOf(draftId, by)}${randomUUID()}`;
}

/** @throws Problem 403 `session-not-yours` */
function requireOwnSession(sessionId: string, draftId: string, by: string): void {
  if (sessionId.startsWith(sessionsOf(draftId, by))) return;
  throw new Problem(403, "session-not-yours", "`session_id` is not a session of yours in this draft. Leave it out.");
}

/** How the sessions of a person in a draft begin. */
function sessionsOf(draftId: string, by: string): string {
  return `call-${createHash("sha256").update(`${draftId}\n${by}`).digest("hex").slice(0, 16)}-`;
}
