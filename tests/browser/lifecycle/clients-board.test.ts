import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

if (missingBrowser !== undefined) skipped(`the board of clients: ${missingBrowser}`);
else {
  const { world, signedIn, again } = consoleWorld();
  const agency = "agency";

  const stageOf = async (client: string) =>
    (await world.product.api<{ readonly stage: string }>(`GET /v1/clients/${client}`, { client: agency })).body.stage;
  const column = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });

  it("shows clients by stage, and moves a card by its menu, by keyboard and by dragging", async () => {
    const add = (client_id: string, name: string) =>
      world.product.api("POST /v1/clients", { client: agency, body: { client_id, name } });
    await add("asha_dental", "Asha Dental");
    await add("bela_travel", "Bela Travel");

    const { page, problems } = await signedIn();
    await page.getByRole("link", { name: "Board", exact: true }).click();
    await page.waitForURL(/\?view=board/);
    const card = (stage: string, name: string) => column(page, stage).getByRole("link", { name, exact: true });
    await card("Prospect", "Asha Dental").waitFor();
    await card("Live", "HealthFirst Diagnostics").waitFor();

    await page.getByLabel("Stage of Asha Dental").selectOption({ label: "Demo" });
    await card("Demo", "Asha Dental").waitFor();
    await until("the menu's move is stored", async () => (await stageOf("asha_dental")) === "demo");
    await page.getByText("Asha Dental is now in: Demo").waitFor();

    await card("Demo", "Asha Dental").focus();
    await page.keyboard.press("Control+Shift+ArrowRight");
    await card("Requirements", "Asha Dental").waitFor();
    await page.keyboard.press("Control+Shift+ArrowRight");
    await card("Pricing", "Asha Dental").waitFor();
    await until("the keys' moves are stored", async () => (await stageOf("asha_dental")) === "pricing");

    const dragged = column(page, "Prospect").getByRole("listitem").filter({ hasText: "Bela Travel" });
    await dragged.dragTo(column(page, "Research"), { sourcePosition: { x: 6, y: 6 } });
    await card("Research", "Bela Travel").waitFor();
    await until("the dragged card's move is stored", async () => (await stageOf("bela_travel")) === "research");

    await page.getByRole("button", { name: "Take on Bela Travel" }).click();
    await column(page, "Research").getByText("Here since today · You").waitFor();
    await page.reload();
    await card("Pricing", "Asha Dental").waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });

  it("puts a card back that the API does not let move, and says why", async () => {
    const { product } = world;
    await product.api("POST /v1/clients", { client: agency, body: { client_id: "chai_house", name: "Chai House" } });
    const page = await again();
    await page.goto(`${product.url}/console/clients?view=board`);
    await column(page, "Prospect").getByRole("link", { name: "Chai House", exact: true }).waitFor();
    await page.route("**/v1/clients/chai_house", (request) => request.abort());
    await page.getByLabel("Stage of Chai House").selectOption({ label: "Live" });
    await page.getByRole("alert").waitFor();
    await column(page, "Prospect").getByRole("link", { name: "Chai House", exact: true }).waitFor();
    expect(await stageOf("chai_house")).toBe("prospect");
  });
}
