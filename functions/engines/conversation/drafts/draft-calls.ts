import { type DraftCaller, draftCallTokens } from "../../../../shared/security/tokens/draft-call-tokens.ts";
import { unauthorized } from "../../../../shared/security/tokens/unauthorized.ts";
import type { DraftCallDependencies } from "./call-route.ts";
import { requireOpenDraft } from "./require-draft.ts";

/** The person whose token opens a call to a draft that is still open. @throws Problem 401 of the token, 404 `draft-not-found`, 409 `draft-closed` */
export type AdmitDraftCaller = (token: string) => Promise<DraftCaller>;

export function draftCallers({ platform, now }: Pick<DraftCallDependencies, "platform" | "now">): AdmitDraftCaller {
  const tokens = draftCallTokens({ keys: platform.keys, now });
  return async (token) => {
    const caller = await tokens.verify(token);
    const { sandbox } = await requireOpenDraft({ platform, now }, caller.owner, caller.draftId);
    if (sandbox === caller.sandbox) return caller;
    throw unauthorized("token-invalid", "The token is not a valid token for a test call.");
  };
}
