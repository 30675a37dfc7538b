import { sandboxSendGrid } from "../../../emulators/sandbox/credentials.ts";
import { messageRequested, textContent } from "../../../shared/events/index.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { sealedPlatform } from "../../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { until } from "../../contracts/open-platform.ts";
import { act, campaign, draftCampaign } from "../outreach/campaigns.ts";
import { newVisitor, openEverything, type Visitor, wordsOf } from "../stage/every-flow.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";
import { placesOf, type StoredText, storedTexts } from "../stage/stored-texts.ts";

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

interface Erasure {
  readonly status: "running" | "done";
  readonly erased: Readonly<Record<string, number>>;
}

export function erasureFlows(world: Flow): void {
  let clinic: Awaited<ReturnType<typeof openEverything>>;
  beforeAll(async () => {
    clinic = await openEverything(world);
  });

  const list = async (path: string) =>
    (await world.product.api<Listed>(`GET ${path}`, { client: clinic.client })).body.items ?? [];
  const post = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await world.product.api(`POST ${path}`, { client: clinic.client, body, headers });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const conversationOf = async (address: string) =>
    (await list("/v1/conversations?limit=200")).find(
      (each) => (each.customer as { address: string }).address === address,
    );

  /** A message, the tool calls that it leads to, and the answer. */
  async function say(visitor: Visitor, calls: readonly object[], text: string): Promise<void> {
    const { phone } = visitor;
    const mark = newWord();
    const before = (await world.outside.sentTo(`whatsapp:${phone}`)).length;
    await world.outside.script(mark, ...calls, { text: `It is done, ${visitor.word}.` });
    await world.product.inbound({ to: clinic.whatsapp, from: phone, body: `${text} ${visitor.word} ${mark}` });
    await until("it is answered", async () => (await world.outside.sentTo(`whatsapp:${phone}`)).length > before);
  }
  const call = (name: string, args: object) => ({ functionCall: { name, args } });

  async function goThroughEverything(visitor: Visitor, slot: string): Promise<void> {
    const { phone, mail, name, word } = visitor;
    const { product, outside } = world;
    await say(visitor, [], `My name is ${name}. Hello`);
    await say(visitor, [call("create_order", { test: word })], "Yes please order it");
    const booked = { action: "update", row_id: slot, values: { remark: `for ${name}, ${word}` } };
    await say(visitor, [call("book", booked)], "Yes please book it");
    await say(visitor, [call("note", { action: "create", values: { wish: word } })], "Yes please note it");
    await say(visitor, [call("open_ticket", { subject: `${name} asks`, description: word })], "Yes please tell them");
    const pay = { items: [{ item: "checkup" }], payment_provider: "razorpay" };
    await say(visitor, [call("process_payment", pay)], "Yes please, I pay by link");
    await outside.inbound(product.url, { to: clinic.sms, from: phone, body: `By SMS ${word}`, channel: "sms" });
    await outside.control("sendgrid/inbound", {
      url: `${product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
      from: `${name} <${mail}>`,
      to: clinic.mail,
      subject: `Question ${word}`,
      text: `By mail ${word}`,
      attachments: [{ filename: "a.txt", type: "text/plain", content: Buffer.from(`file ${word}`).toString("base64") }],
    });
    await until("both are there", async () => Boolean((await conversationOf(mail)) && (await conversationOf(phone))));
    await proveMail(visitor);
    const recipients = [
      { phone, name, city: word },
      { phone: newCustomer(), name: "Somebody" },
    ];
    await draftCampaign(product, clinic.client, { recipients });
    const sent = await draftCampaign(product, clinic.client, { recipients });
    await act(product, clinic.client, sent, "start");
    await until("the campaign ends", async () => (await campaign(product, clinic.client, sent)).status === "completed");
    const customer = { phone, name };
    await post("/v1/triggers", { client_id: clinic.client, condition: "report_late", customer, id: `late-${word}` });
    await post("/v1/triggers", { client_id: clinic.client, condition: "post_service", customer, id: `done-${word}` });
    const about = (each: Readonly<Record<string, unknown>>) => JSON.stringify(each).includes("What can we do better");
    await until("the survey is asked", async () => {
      const sms = await outside.sentTo(phone);
      const whatsapp = await outside.sentTo(`whatsapp:${phone}`);
      return [...sms, ...whatsapp].some((each) => about({ ...each }));
    });
    const surveyed = (await outside.sentTo(phone)).some((each) => about({ ...each }));
    await outside.inbound(product.url, {
      to: surveyed ? clinic.sms : clinic.whatsapp,
      from: phone,
      body: `The chairs ${word}`,
      channel: surveyed ? "sms" : "whatsapp",
    });
    await until("the answer counts", async () => JSON.stringify(await list("/v1/surveys/answers")).includes(word));
    await product.inbound({ to: clinic.whatsapp, from: phone, body: `Please connect me to a real person ${word}` });
    const conversation = String(
      (await list("/v1/conversations?limit=200")).find(
        (each) => (each.customer as { address: string }).address === phone && each.channel === "whatsapp",
      )?.conversation_id,
    );
    await until("it is handed over", async () =>
      (await list("/v1/handoffs")).some((each) => each.conversation_id === conversation),
    );
    await post(`/v1/conversations/${conversation}/takeover`, {});
    await post(`/v1/conversations/${conversation}/note`, { text: `Knows ${word}` });
    await post(
      `/v1/conversations/${conversation}/reply`,
      { text: `Dear ${name}, ${word}` },
      { "idempotency-key": word },
    );
    await buryEvent(visitor);
    await outside.inbound(product.url, { to: clinic.sms, from: phone, body: "STOP", channel: "sms" });
    await until("STOP is heard", async () => {
      const [{ opt_outs: optOuts } = {}] = await list(`/v1/customers?phone=${encodeURIComponent(phone)}`);
      return JSON.stringify(optOuts ?? {}).includes("sms");
    });
  }

  /** Names the address on WhatsApp, and types the code that is sent there: both records become one. */
  async function proveMail(visitor: Visitor): Promise<void> {
    const { mail, phone, name } = visitor;
    await say(visitor, [], `My email is ${mail}, for`);
    let code: string | undefined;
    await until("a code is sent", async () => {
      const mails =
        await world.outside.control<readonly { readonly email: string; readonly text: string }[]>("sendgrid/messages");
      code = mails.filter(({ email }) => email === mail).flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? [])[0];
      return code !== undefined;
    });
    await world.product.inbound({ to: clinic.whatsapp, from: phone, body: String(code) });
    await until("both are one", async () => {
      const [byPhone] = await list(`/v1/customers?phone=${encodeURIComponent(phone)}`);
      return JSON.stringify(byPhone ?? {}).includes("proven");
    });
    const [{ customer_id: id } = {}] = await list(`/v1/customers?phone=${encodeURIComponent(phone)}`);
    const changed = await world.product.api(`PATCH /v1/customers/${id}`, { client: clinic.client, body: { name } });
    expect(changed.status).toBe(200);
  }

  /** A dead letter: an event that its step refuses for good, with the number as people write it. */
  async function buryEvent({ phone, word }: Visitor): Promise<void> {
    const platform = sealedPlatform(openEmbedded({ dataDir: world.product.dataDir }));
    try {
      const tenantId = TenantId.parse(clinic.client);
      const spelled = phone.replace(/^\+91(\d{5})(\d{5})$/, "+91 $1-$2");
      const event = { id: `dead-${word}`, type: messageRequested.type, tenantId, key: "k", causationId: null };
      const data = messageRequested.schema.parse({
        requestId: `dead-${word}`,
        origin: { kind: "follow-up", id: "k" },
        purpose: "service",
        conversationId: "k",
        recipient: { channel: "web_chat", accountAddress: null, address: "a-desk", name: null },
        content: textContent(`${spelled} ${word}`),
        template: null,
        unlessWrittenSince: null,
        configName: "unknown",
      });
      await platform.bus.publish([{ ...event, occurredAt: new Date().toISOString(), data }]);
    } finally {
      await platform.close(1_000);
    }
    await until("it died", async () =>
      (await list("/v1/events/dead-letters?limit=100")).some((each) => JSON.stringify(each).includes(`dead-${word}`)),
    );
  }

  async function everythingStored(): Promise<readonly StoredText[]> {
    const platform = openEmbedded({ dataDir: world.product.dataDir });
    try {
      return await storedTexts(platform, TenantId.parse(clinic.client));
    } finally {
      await platform.close(1_000);
    }
  }

  async function customerIdsOf({ phone, mail }: Visitor): Promise<readonly string[]> {
    const found = [
      ...(await list(`/v1/customers?phone=${encodeURIComponent(phone)}`)),
      ...(await list(`/v1/customers?email=${encodeURIComponent(mail)}`)),
    ].map((each) => String(each.customer_id));
    return [...new Set(found)];
  }

  async function erase(id: string): Promise<Erasure> {
    await post(`/v1/customers/${id}/erase`, {}, { "idempotency-key": `erase-${id}` });
    const progress = async () =>
      (await world.product.api<Erasure>(`GET /v1/customers/${id}/erasure`, { client: clinic.client })).body;
    await until("it is erased", async () => (await progress()).status === "done");
    return progress();
  }

  describe("a person who went through every flow", () => {
    const [asha, ravi] = [newVisitor(), newVisitor()];
    let held: readonly string[];
    let heldOfRavi: readonly string[];

    it("is found in every collection that may hold them", async () => {
      await goThroughEverything(asha, "mon");
      await goThroughEverything(ravi, "tue");
      const stored = await everythingStored();
      held = placesOf(stored, wordsOf(asha));
      heldOfRavi = stored
        .filter(({ text }) => wordsOf(ravi).some((word) => text.includes(word)))
        .map(({ place }) => place);
      expect(held).toEqual(
        expect.arrayContaining([
          ...[
            "campaign-recipients",
            "conversations",
            "customer-merges",
            "customers",
            "dead-letter",
            "effects",
            "file",
            "follow-ups",
          ],
          ...["handoff-log", "idempotency-keys", "payments", "survey-answers", "table-rows", "tickets", "turns"],
        ]),
      );
    }, 240_000);

    it("gets all of it in an export", async () => {
      const parts = await Promise.all((await customerIdsOf(asha)).map((id) => post(`/v1/customers/${id}/export`, {})));
      const data = parts.map((part) => part.data as Readonly<Record<string, readonly unknown[]>>);
      const exported = data.flatMap((each) =>
        Object.entries(each).flatMap(([name, items]) => (items.length ? name : [])),
      );
      const collections = held
        .filter((place) => place !== "file")
        .map((place) => (place === "dead-letter" ? "dead-letters" : place));
      expect([...new Set(exported)]).toEqual(expect.arrayContaining(collections));
      const text = JSON.stringify(data);
      expect(wordsOf(ravi).filter((word) => text.includes(word))).toEqual([]);
      expect(parts.map(({ more }) => more)).toEqual(parts.map(() => ({})));
    });

    it("is nowhere after an erasure, and nothing of anybody else is touched", async () => {
      const ids = await customerIdsOf(asha);
      expect(ids).toHaveLength(1);
      const { erased } = await erase(ids[0] ?? "");
      expect(erased).toMatchObject({ "campaign-recipients": 2, "dead-letters": 1, "survey-answers": 1 });
      const left = await everythingStored();
      expect(placesOf(left, wordsOf(asha))).toEqual([]);
      expect(left.some(({ text }) => text.includes("Dr Rao"))).toBe(true);
      const leftOfRavi = left.filter(({ text }) => wordsOf(ravi).some((word) => text.includes(word)));
      expect(leftOfRavi.map(({ place }) => place)).toEqual(expect.arrayContaining([...heldOfRavi]));
      // Only the wish to be left alone stays, under a hash.
      const kept = await world.product.api(`GET /v1/customers/${ids[0]}`, { client: clinic.client });
      expect(kept.body).toMatchObject({
        name: null,
        identities: [],
        contacts: [],
        opt_outs: { sms: expect.any(String) },
      });
      const [paid] = (await list("/v1/payments")).filter((each) => JSON.stringify(each).includes("erased"));
      expect(paid).toMatchObject({ amount_minor: 149_900 });
    }, 120_000);

    it("can be exported only from where an answer ended", async () => {
      const [id = ""] = await customerIdsOf(ravi);
      const ask = (query: string) =>
        world.product.api(`POST /v1/customers/${id}/export?${query}`, { client: clinic.client });
      expect(await ask("collection=tickets")).toMatchObject({ status: 200, body: { data: { tickets: [{}, {}] } } });
      expect(await ask("collection=operators")).toMatchObject({ status: 422, body: { code: "collection-unknown" } });
      expect(await ask("collection=turns&cursor=made-up")).toMatchObject({
        status: 400,
        body: { code: "cursor-invalid" },
      });
    });

    it("may write again, and only that is known of them", async () => {
      const again = newWord();
      await world.outside.script(again, { text: "Welcome." });
      await world.product.inbound({ to: clinic.whatsapp, from: asha.phone, body: `Hello again ${again}` });
      await until("it is answered", async () =>
        (await world.outside.sentTo(`whatsapp:${asha.phone}`)).some(({ body }) => body === "Welcome."),
      );
      const left = await everythingStored();
      expect(placesOf(left, [asha.word, asha.name, asha.mail])).toEqual([]);
      expect(placesOf(left, [again])).toEqual(expect.arrayContaining(["conversations", "turns"]));
    });
  });
}
