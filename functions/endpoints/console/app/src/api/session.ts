import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Permission } from "../../../../../../shared/security/tokens/identity.ts";
import type { SessionView } from "../../../../../engines/accounts/session-view.ts";
import { rememberCsrfToken, send } from "./api.ts";
import { ApiProblem } from "./api-problem.ts";

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  async queryFn(): Promise<SessionView | null> {
    try {
      const session = (await (await send("GET", "/v1/session")).json()) as SessionView;
      rememberCsrfToken(session.csrf_token);
      return session;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});

/** The signed-in person. Pages are shown to nobody else. */
export function useSession(): SessionView & { may(permission: Permission): boolean } {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new ApiProblem({ status: 401, code: "signed-out", detail: "You are signed out." });
  return { ...data, may: (permission) => data.permissions.includes(permission) };
}
