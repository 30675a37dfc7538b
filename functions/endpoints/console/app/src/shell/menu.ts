import { createContext, use } from "react";
import type { SessionView } from "../../../../../engines/accounts/session-view.ts";
import { type ClientGroup, clientGroups, type PageDefinition } from "../pages/page-definition.ts";

/** Every page of the console. Given by main.tsx, because pages show menus and the list knows the pages. */
export const PageList = createContext<readonly PageDefinition[]>([]);

/** The pages of a menu that this person sees. */
export function useMenuOf({
  permissions,
  is_agency,
}: Pick<SessionView, "permissions" | "is_agency">): (menu: PageDefinition["menu"]) => readonly PageDefinition[] {
  const pages = use(PageList);
  return (menu) =>
    pages.filter(
      (page) =>
        page.menu === menu &&
        (page.permission === undefined || permissions.includes(page.permission)) &&
        (page.agency === undefined || is_agency),
    );
}

/** The parts of a client's menu that hold something, in their order. Pure. */
export function groupsOf(
  pages: readonly PageDefinition[],
): readonly { readonly group: ClientGroup; readonly pages: readonly PageDefinition[] }[] {
  return clientGroups
    .map((group) => ({ group, pages: pages.filter((page) => (page.group ?? "settings") === group) }))
    .filter((part) => part.pages.length > 0);
}
