import type { Page } from "playwright-core";
import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const client = "client_123";

interface Conversation {
  readonly conversation_id: string;
  readonly customer: { readonly id: string };
}

if (missingBrowser) skipped(`the customer beside a conversation: ${missingBrowser}`);
else customerBesideConversation(consoleWorld());

function customerBesideConversation({ world, signedIn }: ReturnType<typeof consoleWorld>): void {
  const api = <T = Readonly<Record<string, unknown>>>(line: string, body?: object) =>
    world.product.api<T>(line, { client, role: "operator", ...(body === undefined ? {} : { body }) });

  it("shows what is known, and is corrected in place", async () => {
    const { page, problems } = await signedIn();
    const { conversation_id: id } = await world.product.chat({
      client,
      session: `visitor-${newWord()}`,
      message: "Please connect me to a real person",
    });
    const { body } = await api<Conversation>(`GET /v1/conversations/${id}`);
    const path = `/v1/customers/${body.customer.id}`;
    await api(`PATCH ${path}`, { name: "Ravi Kumar", fields: { city: "Pune" }, opt_outs: { sms: true } });
    const consent = { purpose: "marketing", channel: "whatsapp", granted: true, wording: "Send me offers." };
    await api(`POST ${path}/consents`, consent);

    await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
    const panel = page
      .getByRole("complementary", { name: "About the conversation" })
      .or(page.locator(".inbox-details"));
    await panel.getByText("Pune").waitFor();
    await panel.getByText("wants no messages").waitFor();
    await panel.getByText("agreed").waitFor();
    await panel.getByText("This is the only one.").waitFor();
    await expectAccessible(page, ".inbox-details");
    await pictures(page, "customer");

    await panel.getByRole("button", { name: "Correct" }).click();
    const dialog = page.getByRole("dialog", { name: "Correct" });
    await dialog.getByLabel("city").fill("Nagpur");
    await dialog.getByLabel("New field").fill("doctor");
    await dialog.getByLabel("Its value").fill("Dr Rao");
    await expectAccessible(page, "[role=dialog]");
    await pictures(page, "correct");
    await dialog.getByRole("button", { name: "Save" }).click();
    await panel.getByText("Nagpur").waitFor();
    await panel.getByText("Dr Rao").waitFor();
    const fieldsOf = async () => (await api<{ fields: Record<string, { value: string }> }>(`GET ${path}`)).body.fields;
    await until("it is stored", async () => (await fieldsOf()).city?.value === "Nagpur");
    expect(problems).toEqual([]);
  });
}

/** To be looked at, where `CONSOLE_PICTURES` names a folder. */
async function pictures(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSOLE_PICTURES;
  if (!folder?.startsWith("/")) return;
  for (const colorScheme of ["light", "dark"] as const)
    for (const width of [1_280, 390]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
    }
  await page.setViewportSize({ width: 1_280, height: 900 });
}
