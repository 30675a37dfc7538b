import { z } from "zod";
import { Paging, pageOf, toPage } from "../../../shared/http/paging.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { personIdIn } from "./person-subject.ts";
import { consoleSessions, revokeSession, type Session } from "./sessions.ts";

export const ConsoleSessionView = z
  .object({
    session_id: z.string().describe("Identifies the session in the other routes."),
    browser: z.string().describe("What the browser called itself when it signed in."),
    created_at: z.string().describe("When the person signed in."),
    expires_at: z.string().describe("When the session ends by itself."),
    revoked_at: z.string().nullable().describe("When the session was ended. Null while it works."),
  })
  .meta({ id: "ConsoleSession" });

const tag = "Accounts";

/** The caller's own sessions. A token or key has none. */
export function sessionRoutes({ documents, now }: { readonly documents: Documents; readonly now: () => Date }) {
  return [
    route({
      method: "GET",
      path: "/v1/sessions",
      operationId: "listSessions",
      summary: "List your own sessions in the console, newest first",
      description: "Only sessions of the person who asks. A token or an API key has none.",
      tag,
      permission: "sessions:manage",
      query: Paging,
      reply: pageOf(ConsoleSessionView),
      async handle({ identity, query }) {
        const page = await documents.query(agencyId, consoleSessions, {
          where: [["personId", "==", personIdIn(identity) ?? ""]],
          orderBy: { field: "createdAt", direction: "desc" },
          ...query,
        });
        return { status: 200, body: toPage(page, ({ id, data }) => sessionView(id, data)) };
      },
    }),
    route({
      method: "DELETE",
      path: "/v1/sessions/:id",
      operationId: "revokeSession",
      summary: "End one of your own sessions; its browser is signed out at its next request",
      description: "A session that has ended already stays ended.",
      problems: { 404: ["session-not-found"] },
      tag,
      permission: "sessions:manage",
      params: z.object({ id: z.string().min(1).max(64).describe("The session's id.") }),
      reply: z.object({ session_id: z.string().describe("The session that has ended.") }),
      async handle({ identity, params: { id } }) {
        const personId = personIdIn(identity);
        const known =
          personId !== undefined && (await revokeSession(documents, { personId, sessionId: id, now: now() }));
        if (!known) throw new Problem(404, "session-not-found", `You have no session ${id}.`);
        return { status: 200, body: { session_id: id } };
      },
    }),
  ];
}

function sessionView(id: string, session: Session): z.infer<typeof ConsoleSessionView> {
  return {
    session_id: id,
    browser: session.userAgent,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    revoked_at: session.revokedAt,
  };
}
