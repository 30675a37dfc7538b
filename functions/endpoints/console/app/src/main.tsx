import "./styles/fonts.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/charts.css";
import "./styles/lists.css";
import "./styles/shell.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { getLocale, loadInitialTexts, markPage } from "#language";
import { ApiProblem } from "./api/api-problem.ts";
import { lettersOf } from "./language/letters.ts";
import { pages } from "./pages/index.ts";
import { consoleRouter } from "./router.tsx";
import { PageList } from "./shell/menu.ts";
import { applyTheme, chosenTheme } from "./shell/theme.ts";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server has refused, it refuses again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
    },
  },
});

markPage();
applyTheme(chosenTheme());

// Loaded since the page began (start.ts), unless they could not be.
await Promise.all([loadInitialTexts(), lettersOf(getLocale())]);

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <PageList value={pages}>
        <RouterProvider router={consoleRouter(client)} />
      </PageList>
    </QueryClientProvider>
  </StrictMode>,
);
