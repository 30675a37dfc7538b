import { openClinic } from "../../flows/stage/clinic.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser } from "../calls/call-browser.ts";
import { consoleWorld, expectAccessible, takePictures } from "../console-pages.ts";

const answers = [
  ["When is the clinic open?", "The clinic is open from 10 AM to 4 PM every day."],
  ["क्या खाली पेट आना है?", "हाँ, खून की जाँच से पहले बारह घंटे कुछ न खाएँ। पानी पी सकते हैं।"],
  [
    "My mother takes thyroid tablets each morning. Should she take hers before the blood is drawn, or only when she is home again?",
    "She takes the tablet after the blood was drawn, because it changes the result. She brings it along, and takes it with water at the clinic. The laboratory notes on the report when the last tablet was taken.",
  ],
] as const;

if (missingBrowser !== undefined) skipped(`the console's corrections: ${missingBrowser}`);
else {
  const { world, signedIn } = consoleWorld();

  it("a marked answer is approved for knowledge and scenarios, retired, or rejected", async () => {
    const { product } = world;
    const { client } = await openClinic(product);
    await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Riverside Clinic" } });
    for (const [index, [question, right]] of answers.entries()) {
      const said = await product.chat({ client, session: `visitor-${index}`, message: question });
      const { conversation_id, message_id } = said;
      const body = { conversation_id, message_id, right };
      expect((await product.api("POST /v1/success/corrections", { client, body })).status).toBe(201);
    }

    const { page, problems } = await signedIn();
    await page.goto(`${product.url}/console/clients/${client}/success/corrections`);
    const row = (question: string) => page.getByRole("row").filter({ hasText: question });
    await row(answers[0][0]).getByText("Waits for a decision").waitFor();
    await expectAccessible(page);
    await takePictures(page, "corrections-open");

    await row(answers[0][0]).getByRole("button", { name: "Approve" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is right").waitFor();
    await expectAccessible(page, ".dialog");
    await takePictures(page, "corrections-approve");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await row(answers[0][0]).getByText("The agent knows it").waitFor();
    await row(answers[0][0]).getByText("Each version is asked it").waitFor();

    await row(answers[1][0]).getByRole("button", { name: "Reject" }).click();
    await page.getByText("It becomes neither knowledge nor a scenario.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
    await row(answers[1][0]).getByText("Rejected").waitFor();

    await row(answers[0][0]).getByRole("button", { name: "Ask no longer" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask no longer" }).click();
    await row(answers[0][0]).getByText("Each version is asked it").waitFor({ state: "detached" });
    await expectAccessible(page);
    await takePictures(page, "corrections-decided");

    await row(answers[2][0]).getByRole("link", { name: "Conversation" }).click();
    await page.waitForURL(/\/console\/inbox\/.+client=/);
    await page.getByText(answers[2][0]).first().waitFor();
    expect(problems).toEqual([]);
  });
}
