import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type Flow, flow } from "../flows/stage/flow.ts";

interface ConsoleWorld {
  readonly world: Flow;
  /** A page with somebody signed in, and what its scripts threw. Once in a file: the printed link works once. */
  signedIn(): Promise<{ readonly page: Page; readonly problems: readonly string[] }>;
  /** Another browser of the same person, once somebody has signed in. */
  again(): Promise<Page>;
}

/** Every page of the console. A new page is one line. */
export const consolePaths: readonly string[] = [
  "/clients",
  "/clients?view=board",
  "/onboarding",
  "/onboarding?client=client_123&template=restaurant",
  "/clients/client_123",
  "/clients/client_123/overview",
  "/clients/client_123/agents",
  "/clients/client_123/agents/default",
  "/clients/client_123/agents/default/versions",
  "/clients/client_123/api-keys",
  "/clients/client_123/channels",
  "/clients/client_123/dead-letters",
  "/clients/client_123/integrations",
  "/clients/client_123/knowledge",
  "/clients/client_123/tables",
  "/clients/client_123/webhooks",
  "/clients/client_123/audit",
  "/clients/client_123/automation",
  "/clients/client_123/demos",
  "/clients/client_123/experiments",
  "/clients/client_123/pricing",
  "/clients/client_123/proposals",
  "/clients/client_123/quality",
  "/clients/client_123/requirements",
  "/clients/client_123/research",
  "/clients/client_123/tasks",
  "/clients/client_123/rollouts",
  "/clients/client_123/spend",
  "/clients/client_123/sla",
  "/clients/client_123/success",
  "/clients/client_123/success/tasks",
  "/clients/client_123/tickets",
  "/clients/client_123/success/review",
  "/clients/client_123/success/knowledge-gaps",
  "/clients/client_123/success/corrections",
  "/tasks",
  "/people",
  "/inbox?client=client_123",
  "/sessions",
  "/audit",
];

const size = { width: 1_280, height: 900 };

/** The product and a browser for the tests of a file. `environment` is added to the product's. */
export function consoleWorld(environment: Readonly<Record<string, string>> = {}): ConsoleWorld {
  const world = flow(undefined, environment);
  let browser: Browser | undefined;
  let first: BrowserContext | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(() => browser?.close(), 30_000);

  return {
    world,
    async signedIn() {
      if (browser === undefined) throw new Error("The browser has not started. Use it inside a test.");
      const [link = ""] = /\S+\/console\/sign-in#\S+/.exec(world.product.output()) ?? [];
      const context = await browser.newContext({ viewport: size, locale: "en-GB" });
      first = context;
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(/\/console\/clients/);
      return { page, problems };
    },

    async again() {
      if (browser === undefined || first === undefined) throw new Error("Nobody has signed in yet.");
      const storageState = await first.storageState();
      return (await browser.newContext({ viewport: size, locale: "en-GB", storageState })).newPage();
    },
  };
}

/** The page's own content, or a part of the page, has no violation that axe finds, in both themes. */
export async function expectAccessible(page: Page, part = "main"): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(untilStill);
    expect((await new AxeBuilder({ page }).include(part).analyze()).violations).toEqual([]);
  }
}

/** What fades in has its colours at the end. */
export async function untilStill(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** Pictures of the page in both themes, at a desk and on a telephone, where `CONSOLE_PICTURES` names a folder. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSOLE_PICTURES;
  if (!folder?.startsWith("/")) return;
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [size.width, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: size.height });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
    }
  await page.setViewportSize(size);
}
