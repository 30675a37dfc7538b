import { until } from "../../contracts/open-platform.ts";
import { newWord } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const client = "client_123";

interface Conversation {
  readonly conversation_id: string;
  readonly customer: { readonly id: string };
}

interface Proposals {
  readonly items?: readonly object[];
}

if (missingBrowser) skipped(`the customer beside a conversation: ${missingBrowser}`);
else customerBesideConversation(consoleWorld());

function customerBesideConversation({ world, signedIn, again }: ReturnType<typeof consoleWorld>): void {
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
    await takePictures(page, "customer");

    await panel.getByRole("button", { name: "Correct" }).click();
    const dialog = page.getByRole("dialog", { name: "Correct" });
    await dialog.getByLabel("city").fill("Nagpur");
    await dialog.getByLabel("New field").fill("doctor");
    await dialog.getByLabel("Its value").fill("Dr Rao");
    await expectAccessible(page, "[role=dialog]");
    await takePictures(page, "correct");
    await dialog.getByRole("button", { name: "Save" }).click();
    await panel.getByText("Nagpur").waitFor();
    await panel.getByText("Dr Rao").waitFor();
    const fieldsOf = async () => (await api<{ fields: Record<string, { value: string }> }>(`GET ${path}`)).body.fields;
    await until("it is stored", async () => (await fieldsOf()).city?.value === "Nagpur");
    expect(problems).toEqual([]);
  });

  it("proposes who may be the same person, and makes one of them once their owner has confirmed it", async () => {
    const page = await again();
    const phone = "+919800000077";
    const from = { to: "+14155238886", from: phone };
    await world.product.inbound({ ...from, body: "What does a thyroid test cost?" });
    const told = {
      client,
      session: `visitor-${newWord()}`,
      message: `My phone number is ${phone}. Connect me to a person`,
    };
    const { conversation_id: id } = await world.product.chat(told);
    const { body } = await api<Conversation>(`GET /v1/conversations/${id}`);
    const path = `/v1/customers/${body.customer.id}`;
    const proposals = async () => (await api<Proposals>(`GET ${path}/merge-proposals`)).body.items ?? [];
    await until("it is proposed", async () => (await proposals()).length === 1);
    await page.goto(`${world.product.url}/console/inbox/${id}?client=${client}`);
    const panel = page.locator(".inbox-details");
    await panel.getByText(`This customer says that ${phone} is theirs; the other one has it.`).waitFor();
    await expectAccessible(page, ".inbox-details");
    await takePictures(page, "merge-proposal");
    await panel.getByRole("button", { name: "Same person" }).click();
    const dialog = page.getByRole("dialog", { name: "Make one customer of two" });
    await expectAccessible(page, "[role=dialog]");
    await takePictures(page, "merge");
    // Nothing is merged before the operator says that the owner has confirmed it.
    await dialog.getByRole("button", { name: "Same person" }).click();
    expect(await proposals()).toHaveLength(1);
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: "Same person" }).click();
    await panel.getByText("May be the same person").waitFor({ state: "detached" });
    await panel
      .locator(".past-conversations")
      .getByRole("button", { name: /WhatsApp/ })
      .waitFor();
    const merged = (await api<{ earlier_ids: readonly string[] }>(`GET ${path}`)).body;
    expect(merged.earlier_ids).toEqual([body.customer.id]);
  });
}
