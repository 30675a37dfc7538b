import { loadInitialTexts } from "#language";
import { begin } from "./api/begun.ts";
import { pages } from "./pages/index.ts";
import { isPathOf } from "./shell/is-path-of.ts";

/**
 * Runs while the greater part of the console is still loading: begins to load the page at this address, its texts, and who is
 * signed in. The page asks for the same again when it needs them, and says what has failed.
 */
const path = location.pathname.replace(/^\/console/, "");
const page = pages.find((each) => isPathOf(each.path, path));
void Promise.allSettled([loadInitialTexts(), page?.load()]);
if (page !== undefined) begin("/v1/session");
