import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from "@tanstack/react-router";
import type { ComponentType } from "react";
import { sessionQuery } from "./api/session.ts";
import { useLocale } from "./language/use-locale.ts";
import { pages } from "./pages/index.ts";
import { PageFailure, PageMissing, PagePending } from "./shell/page-states.tsx";
import { Shell } from "./shell/shell.tsx";

interface RouterContext {
  readonly queries: QueryClient;
}

/** The page, shown anew when its language changes. Nothing that is written in it gets lost. */
function localized(Page: ComponentType) {
  return function LocalizedPage() {
    useLocale();
    return <Page />;
  };
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: PageMissing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(async () => ({
    default: localized((await import("./pages/sign-in/sign-in-page.tsx")).SignInPage),
  })),
});

/** Everything behind the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Shell,
  async beforeLoad({ context, location }) {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session !== null) return;
    context.queries.removeQueries({ queryKey: sessionQuery.queryKey });
    throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad() {
    throw redirect({ to: "/clients" });
  },
});

const routes = pages.map((page) =>
  createRoute({
    getParentRoute: () => signedIn,
    path: page.path,
    component: lazyRouteComponent(async () => ({ default: localized(await page.load()) })),
  }),
);

/** The console's router: every page of the list is a route whose code is loaded when it is opened. */
export function consoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, signedIn.addChildren([home, ...routes])]),
    basepath: "/console",
    // As texts: a code of an identity provider may look like a number, and must come back as it is.
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
    context: { queries },
    defaultPreload: "intent",
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: PageMissing,
  });
}
