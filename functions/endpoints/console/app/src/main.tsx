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
import { getLocale, getTextDirection } from "#language";
import { ApiProblem } from "./api/api-problem.ts";
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

document.documentElement.lang = getLocale();
document.documentElement.dir = getTextDirection();
applyTheme(chosenTheme());

/** So long a page waits for the letters of its language: without them it shows boxes, and moves when they come. */
const lettersWithinMs = 1_500;
const lettersOf = {
  en: undefined,
  hi: ['1rem "Console Devanagari"', "अ"],
  ur: ['1rem "Console Arabic"', "ا"],
} as const;
const lettersNeeded = lettersOf[getLocale()];
if (lettersNeeded !== undefined) {
  const [font, letter] = lettersNeeded;
  const letters = document.fonts.load(font, letter);
  // A font that does not come leaves the system's own letters, or boxes.
  await Promise.race([letters.catch(() => []), new Promise((resolve) => setTimeout(resolve, lettersWithinMs))]);
}

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
