import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";
const picture = { name: "door.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a0000", "hex") };

if (missingBrowser) skipped(`research tasks in a browser: ${missingBrowser}`);
else tasksInABrowser(consoleWorld());

function tasksInABrowser({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  it("has a question answered with a file by one person, reviewed by another, and made part of a demo", async () => {
    const { product } = world;
    const wish = { client_id: client, research_type: "deep", business: "Sunrise Dental", industry: "dental clinic" };
    const { body } = await product.api<{ research_id: string }>("POST /v1/research", { client, body: wish });
    const asked = () => product.api<{ items?: readonly object[] }>("GET /v1/research-tasks", { client });
    await until("people are asked", async () => (await asked()).body.items?.length === 5);

    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/clients/${client}/tasks`);
    await page.goto(`${product.url}/console/clients?view=board`);
    await page.getByRole("main").getByRole("link", { name: "Research tasks of all clients" }).click();
    await page.getByRole("row").filter({ hasText: "HealthFirst Diagnostics" }).nth(4).waitFor();
    await page.getByLabel("Client", { exact: true }).last().selectOption({ label: "HealthFirst Diagnostics" });
    await page.getByLabel("Status").selectOption("open");
    await page.getByRole("link", { name: "Which number do patients call" }).click();
    await page.getByLabel("For how many hours").fill("2");
    await page.getByRole("button", { name: "Take the task" }).click();
    await page.getByRole("textbox", { name: "Answer" }).fill("020 4123 9999, at any time.");
    await page.getByLabel("A picture or a PDF").setInputFiles({ ...picture, buffer: Buffer.from("<script>") });
    await page.getByRole("alert").getByText("Send a picture").waitFor();
    await page.getByLabel("A picture or a PDF").setInputFiles(picture);
    await page.getByLabel("door.png").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send for review" }).click();
    await page.getByText("Somebody else has to review it").waitFor();
    const address = page.url();

    const invited = { name: "Ravi Mehta", email: "ravi@agency.example", roles: ["admin"] };
    const added = await product.api<{ sign_in_url: string }>("POST /v1/people", { client: "agency", body: invited });
    await page.context().clearCookies();
    await page.goto(added.body.sign_in_url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Clients", exact: true }).waitFor();
    await page.goto(address);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "door.png" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("door.png");
    await page.getByRole("button", { name: "Return it" }).click();
    await page.getByLabel("What is missing").fill("On Sundays too?");
    await page.getByRole("dialog").getByRole("button", { name: "Return it" }).click();
    await page.getByText("On Sundays too?").waitFor();
    await page.getByRole("button", { name: "Take the task" }).click();
    await page.getByRole("textbox", { name: "Answer" }).fill("020 4123 9999, on Sundays too.");
    await page.getByRole("button", { name: "Send for review" }).click();
    await page.getByText("Somebody else has to review it").waitFor();
    await expectAccessible(page);

    const task = address.split("/").at(-1);
    const review = { client, body: { accepted: true } };
    expect((await product.api(`POST /v1/research-tasks/${task}/review`, review)).body.status).toBe("reviewed");
    await page.goto(`${product.url}/console/clients/${client}/research/${body.research_id}`);
    await page.getByRole("button", { name: "Make a demo" }).click();
    await page.getByRole("button", { name: "Make the demo" }).click();
    const link = await page.getByRole("dialog").getByRole("link", { name: "/demos/" }).getAttribute("href");
    await page.getByRole("dialog").getByRole("progressbar").waitFor({ state: "detached" });
    await page.goto(link ?? "");
    await page.getByText("Sunrise Dental").first().waitFor();
    expect(problems).toEqual([]);
  });
}
