import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../../flows/stage/clinic.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible } from "../console-pages.ts";

const question = "When is the clinic open?";
const right = "The clinic is open from 10 AM to 4 PM every day.";

if (missingBrowser !== undefined) skipped(`the console's pages of experiments: ${missingBrowser}`);
else {
  const { world, signedIn, again } = consoleWorld();

  it("the page of an experiment says why its variant was not promoted, and leads to the checks", async () => {
    const { product } = world;
    const { client } = await openClinic(product);
    await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Riverside Clinic" } });
    const post = async <T>(path: string, body: object) => (await product.api<T>(`POST ${path}`, { client, body })).body;
    const { conversation_id, message_id } = await product.chat({ client, session: "visitor", message: question });
    const marked = { conversation_id, message_id, right };
    const { correction_id: correction } = await post<{ correction_id: string }>("/v1/success/corrections", marked);
    await post(`/v1/success/corrections/${correction}/decision`, { decision: "approve", knowledge: false });
    const arms = [{ key: "control" }, { key: "warm", changes: [{ path: "agent.agent_name", value: "Warm Maya" }] }];
    const { experiment_id: id } = await post<{ experiment_id: string }>("/v1/experiments", { name: "Warmer", arms });
    await post(`/v1/experiments/${id}/start`, {});

    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/clients/${client}/experiments/${id}`);
    await page.getByText("Running", { exact: true }).waitFor();
    await post(`/v1/experiments/${id}/promote`, { arm: "warm", anyway: true });
    await page.reload();
    await until("the page shows the verdict", async () =>
      page.getByText("Promotion refused", { exact: true }).isVisible(),
    );
    await page.getByText("The variant warm was refused, and nobody gets it:").waitFor();
    await page.getByText(/^LEARNED-[\w-]+: The reply does not state 10, 4\.$/).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "The checks of the variant" }).click();
    await page
      .getByRole("cell", { name: /The reply does not state 10, 4/ })
      .first()
      .waitFor();
    await page.getByRole("link", { name: "The experiment whose variant is checked" }).waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });

  it("the page of an experiment leads to the rollout by which its variant reaches customers", async () => {
    const { product } = world;
    const { client } = await openClinic(product);
    await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Riverside Clinic" } });
    const post = async <T>(path: string, body: object) => (await product.api<T>(`POST ${path}`, { client, body })).body;
    const arms = [{ key: "control" }, { key: "warm", changes: [{ path: "agent.agent_name", value: "Warm Maya" }] }];
    const { experiment_id: id } = await post<{ experiment_id: string }>("/v1/experiments", { name: "Warmer", arms });
    await post(`/v1/experiments/${id}/start`, {});
    await post(`/v1/experiments/${id}/promote`, { arm: "warm", anyway: true, rollout: { percents: [5, 100] } });

    const page = await again();
    await page.goto(`${product.url}/console/clients/${client}/experiments/${id}`);
    await page.getByText("The variant warm goes to a growing share of the customers.").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "The rollout of the variant" }).click();
    await page.waitForURL(/\/rollouts\//);
    await page.getByText("5 %").first().waitFor();
    await expectAccessible(page);
  });
}
