import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";
import { postForm } from "../stage/twilio-call.ts";

/** Valid and invalid webhook calls, on any platform. */
export function webhooksFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
  });

  const url = () => `${world.product.url}/webhooks/twilio/whatsapp`;
  const form = (customer: string, body: string, more: Record<string, string> = {}) => ({
    MessageSid: `SM${newWord()}`,
    From: `whatsapp:${customer}`,
    To: `whatsapp:${clinic.whatsapp}`,
    Body: body,
    NumMedia: "0",
    ...more,
  });

  async function customers(): Promise<readonly string[]> {
    const { body } = await world.product.api<{ items: { customer: { address: string } }[] }>(
      "GET /v1/conversations?limit=100",
      clinic,
    );
    return body.items.map(({ customer }) => customer.address);
  }

  /** Waits until a later message of another customer is answered: everything before it has been handled then. */
  async function everythingIsHandled(): Promise<void> {
    const marker = newCustomer();
    await postForm(url(), form(marker, "A marker"));
    await until("the marker is answered", async () => (await world.outside.sentTo(`whatsapp:${marker}`)).length === 1);
  }

  describe("an unauthenticated webhook", () => {
    it.each([
      ["no signature", { signature: null }],
      ["a wrong signature", { signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" }],
      ["the signature of another account", { token: "another account's token" }],
    ])("with %s is rejected with 403, and nothing is stored or sent", async (_, how) => {
      const customer = newCustomer();
      const response = await postForm(url(), form(customer, "Let me in"), how);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: "signature-invalid" });
      await everythingIsHandled();
      expect(await customers()).not.toContain(customer);
      expect(await world.outside.sendsTo(`whatsapp:${customer}`)).toEqual([]);
    });

    it("for another account's number is rejected too", async () => {
      const { statuses } = await world.product.inbound({
        to: clinic.whatsapp,
        from: newCustomer(),
        body: "Hi",
        token: "stolen",
      });
      expect(statuses).toEqual([403]);
    });
  });

  describe("an unclaimed number", () => {
    it("is acknowledged, and the operator sees its number of messages without their content", async () => {
      const customer = newCustomer();
      const stray = () => form(customer, "Is anybody there?", { To: "whatsapp:+15550199999" });
      const first = stray();
      expect((await postForm(url(), first)).status).toBe(200);
      expect((await postForm(url(), first)).status).toBe(200); // the same message again
      expect((await postForm(url(), stray())).status).toBe(200);
      await until("both are recorded", async () => (await unroutable())[0]?.messages === 2);
      expect(await unroutable()).toEqual([
        expect.objectContaining({ address: "+15550199999", channel: "whatsapp", provider: "twilio", messages: 2 }),
      ]);
      expect(JSON.stringify(await unroutable())).not.toMatch(new RegExp(`anybody|${customer.slice(1)}`));
    });

    async function unroutable(): Promise<readonly { readonly messages: number }[]> {
      const cli = world.product.cli("events", "unroutable", "--json");
      expect(await cli.exited).toBe(0);
      return JSON.parse(cli.output());
    }
  });

  describe("a body unlike Twilio's", () => {
    const post = (body: string, contentType: string) =>
      fetch(url(), { method: "POST", headers: { "content-type": contentType, "x-twilio-signature": "any" }, body });
    const formType = "application/x-www-form-urlencoded";

    it.each([
      ["JSON", '{"Body":"hi"}', "application/json", 415],
      ["JSON with a form content type", '{"Body":"hi"}', formType, 400],
      ["nothing", "", formType, 400],
      ["10 MB", `Body=${"x".repeat(10_000_000)}`, formType, 413],
    ])("such as %s is rejected, and the product keeps running", async (_, body, contentType, status) => {
      const response = await post(body, contentType).catch((error: unknown) => error);
      // A server that answers 413 during a large upload may close the connection before the upload ends.
      if (response instanceof Response) expect(response.status).toBe(status);
      else expect(status).toBe(413);
      await everythingIsHandled();
    });

    it("is accepted when only unknown fields are added", async () => {
      const customer = newCustomer();
      const response = await postForm(
        url(),
        form(customer, "Hello", { NewField: "1", "Weird[field]": "ü", Empty: "" }),
      );
      expect(response.status).toBe(200);
      await until("it is answered", async () => (await world.outside.sentTo(`whatsapp:${customer}`)).length === 1);
    });
  });

  describe("a customer's text", () => {
    it.each([
      ["100,000 characters", "ab ".repeat(33_333)],
      ["only emoji", "🙏🙏🏽👨‍👩‍👧"],
      ["Devanagari", "क्या आप कल सुबह खुले हैं?"],
      ["markup", "<script>alert('1')</script> & more + \r\n%0A"],
      ["nothing", ""],
    ])("such as %s is stored in full and answered once", async (_, text) => {
      const customer = newCustomer();
      expect((await postForm(url(), form(customer, text))).status).toBe(200);
      await until("it is answered", async () => (await world.outside.sentTo(`whatsapp:${customer}`)).length === 1);
      const { body } = await world.product.api<{ items: { conversation_id: string; customer: { address: string } }[] }>(
        "GET /v1/conversations?limit=100",
        clinic,
      );
      const id = body.items.find((item) => item.customer.address === customer)?.conversation_id;
      const messages = await world.product.api<{ items: { text: string }[] }>(
        `GET /v1/conversations/${id}/messages`,
        clinic,
      );
      expect(messages.body.items.at(-1)?.text).toBe(text);
    });
  });
}
