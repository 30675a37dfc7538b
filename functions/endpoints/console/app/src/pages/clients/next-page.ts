import type { ClientView } from "../../../../../../engines/accounts/client-routes.ts";
import { useSession } from "../../api/session.ts";
import { useMenuOf } from "../../shell/menu.ts";

/** The page on which the work of a stage goes on. */
const nextPages: Readonly<Record<ClientView["stage"], string>> = {
  prospect: "research",
  research: "demos",
  demo: "requirements",
  requirements: "pricing",
  pricing: "proposals",
  onboarding: "automation",
  live: "overview",
};

export interface NextPage {
  readonly path: string;
  label(): string;
}

/** Finds where the work for a client goes on; nothing for a person who may not see that page. */
export function useNextPage(): (client: Pick<ClientView, "stage">) => NextPage | undefined {
  const menu = useMenuOf(useSession())("client");
  return ({ stage }) => menu.find(({ path }) => path.endsWith(`/${nextPages[stage]}`));
}
