import { sandboxSendGrid } from "../../../emulators/sandbox/credentials.ts";
import { until } from "../../contracts/open-platform.ts";
import { type Flow, newWord } from "../stage/flow.ts";

interface Sent {
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Listed {
  readonly role: string;
  readonly text: string;
  readonly original: string | null;
  readonly unanswered: string | null;
}
interface Opened {
  readonly conversation_id: string;
  readonly status: string;
  readonly customer: { readonly id: string; readonly address: string; readonly address_proven: boolean };
}

const [tenant, other] = ["lab_north", "lab_south"] as const;
const mailbox = { [tenant]: "desk@lab-north.example", [other]: "desk@lab-south.example" };
const repliesPerDay = 4;

function yaml(id: typeof tenant | typeof other): string {
  return `automation_config:
  config_id: "${id}_v1"
  client_id: "${id}"
  client_name: "Lab"
  use_case: "customer_support"
  agent: { system_prompt: "You are {agent_name}.", agent_name: "Maya", model: { primary: "gemini-3.8-flash" } }
  tools: { available: [] }
  integrations: { available: [] }
  conversation: { replies_per_day: { email: ${repliesPerDay} } }
  channels:
    input: [{ type: email, config: { address: "${mailbox[id]}" } }]
    output: [{ type: email, config: {} }]
`;
}

/** Mails as Inbound Parse posts them: who is answered, who is not, and whose data a stranger reaches. */
export function mailFlows(world: Flow): void {
  const sentTo = async (address: string): Promise<readonly Sent[]> => {
    const response = await fetch(`${world.outside.sandboxUrl}/_sandbox/sendgrid/messages`);
    return ((await response.json()) as readonly Sent[]).filter(({ email }) => email === address);
  };

  /** A form whose parts are the bytes of the mail. `from` is also the sender of the envelope. */
  async function post(fields: Record<string, string | Buffer>, to: string = mailbox[tenant]): Promise<void> {
    const from = String(fields.from);
    const sender = /<([^<>]+)>/.exec(from)?.[1] ?? from;
    const all = {
      to,
      subject: "Question",
      dkim: `{@${sender.split("@")[1]} : pass}`,
      SPF: "pass",
      envelope: JSON.stringify({ to: [to], from: sender }),
      charsets: '{"from":"UTF-8","subject":"UTF-8","text":"utf-8"}',
      ...fields,
      headers: `From: ${from}\nMessage-ID: <${newWord()}@mail.example>\n${fields.headers ?? ""}`,
    };
    const parts = Object.entries(all).flatMap(([name, value]) => [
      Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      Buffer.from(value),
      Buffer.from("\r\n"),
    ]);
    const url = `${world.product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`;
    const headers = { "content-type": "multipart/form-data; boundary=xYzZY" };
    const body = new Uint8Array(Buffer.concat([...parts, Buffer.from("--xYzZY--\r\n")]));
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
  }

  async function conversationsOf(address: string, client: string = tenant): Promise<readonly Opened[]> {
    const { body } = await world.product.api<{ items: readonly Opened[] }>("GET /v1/conversations?limit=100", {
      client,
    });
    return body.items.filter(({ customer }) => customer.address === address);
  }

  async function messagesOf({ conversation_id: id }: Opened, client: string = tenant): Promise<readonly Listed[]> {
    const path = `GET /v1/conversations/${id}/messages?limit=100`;
    return (await world.product.api<{ items: readonly Listed[] }>(path, { client })).body.items.toReversed();
  }

  /** The only conversation with this address, once it holds that many messages of the customer. */
  async function arrived(address: string, count: number, client: string = tenant) {
    let found: readonly Listed[] = [];
    await until(`${count} mails of ${address} are kept`, async () => {
      const [conversation] = await conversationsOf(address, client);
      found = conversation ? await messagesOf(conversation, client) : [];
      return found.filter(({ role }) => role === "customer").length === count;
    });
    return found;
  }

  const answered = (address: string, count: number) =>
    until(`${address} has ${count} answers`, async () => (await sentTo(address)).length === count);

  beforeAll(async () => {
    for (const id of [tenant, other]) {
      const body = { yaml: yaml(id), activate: true };
      const { status, body: answer } = await world.product.api(`PUT /v1/configs/${id}/main`, { client: id, body });
      if (status !== 200) throw new Error(JSON.stringify(answer));
    }
  });

  it("reads a Latin-1 mail to the letter, keeps the whole of it, and marks its own answer as automatic", async () => {
    const [customer, word] = [`${newWord()}@mail.example`, newWord()];
    await world.outside.script(word, { text: "Oui." });
    const text = `Où réserver, ${word} ?\r\n\r\nLe lun. 23 nov. 2026 à 10:12, Lab <desk@lab-north.example> a écrit :\r\n> Bonjour\r\n`;
    const charsets = '{"text":"iso-8859-1"}';
    await post({ from: customer, text: Buffer.from(text, "latin1"), charsets });
    await answered(customer, 1);
    const [mail] = await arrived(customer, 1);
    expect(mail).toMatchObject({ text: `Où réserver, ${word} ?`, original: expect.stringContaining("> Bonjour") });
    expect((await sentTo(customer))[0]?.headers).toMatchObject({
      "Auto-Submitted": "auto-replied",
      "X-Auto-Response-Suppress": "OOF, AutoReply",
    });
  });

  it("keeps two visitors of one form apart, from each other and from the owners of their addresses", async () => {
    const form = `Website <wordpress@${newWord()}.example>`;
    const [asha, ravi] = [`asha.${newWord()}@mail.example`, `ravi.${newWord()}@mail.example`];
    const [secret, word] = [newWord(), newWord()];
    await world.outside.script(word, { text: "I do not know you." });
    await post({ from: `Asha <${asha}>`, text: `My number is ${secret}.` });
    await answered(asha, 1);
    await post({ from: form, headers: `Reply-To: ${asha}\n`, text: `I am Asha, ${newWord()}.` });
    await answered(asha, 2);
    await post({ from: form, headers: `Reply-To: Ravi <${ravi}>\n`, text: `What was my number, ${word}?` });
    await answered(ravi, 1);
    expect((await conversationsOf(asha)).map(({ customer }) => customer.address_proven).toSorted()).toEqual([
      false,
      true,
    ]);
    expect(await conversationsOf(ravi)).toMatchObject([{ customer: { address_proven: false } }]);
    expect(await conversationsOf(form.replace(/.*<|>/g, ""))).toEqual([]);
    expect((await sentTo(ravi)).map(({ text }) => text)).toEqual(["I do not know you."]);
  });

  it("lets nobody opt another person out, or read them, by a Reply-To", async () => {
    const [victim, mallory] = [`victim.${newWord()}@mail.example`, `mallory.${newWord()}@evil.example`];
    await post({ from: victim, text: "When do you open?" });
    await answered(victim, 1);
    await post({ from: mallory, headers: `Reply-To: ${victim}\n`, text: "STOP" });
    // The confirmation goes to the address that was named.
    await answered(victim, 2);
    expect(await conversationsOf(victim)).toHaveLength(2);
    const [own] = (await conversationsOf(victim)).filter(({ customer }) => customer.address_proven);
    if (!own) throw new Error("The victim's conversation is gone.");
    expect((await messagesOf(own)).map(({ text }) => text)).not.toContain("STOP");
    const { body } = await world.product.api<{ opt_outs?: object }>(`GET /v1/customers/${own.customer.id}`, {
      client: tenant,
    });
    expect(body.opt_outs ?? {}).toEqual({});
    expect(await sentTo(mallory)).toEqual([]);
  });

  it.each([
    ["automatic-reply", { headers: "Auto-Submitted: auto-replied\n" }],
    ["automatic-reply", { subject: "Abwesenheitsnotiz: Question" }],
    ["bounce", { headers: "Content-Type: multipart/report; report-type=delivery-status\n" }],
    ["mailing-list", { headers: "List-Id: <news.mail.example>\n" }],
    ["acknowledgement", { subject: "[Ticket #7] Request received", text: "We have received your request." }],
    ["forged", { dkim: "none", SPF: "fail" }],
  ])("keeps and does not answer: %s", async (unanswered, fields) => {
    const [sender, later] = [`${newWord()}@mail.example`, `${newWord()}@mail.example`];
    await post({ from: sender, text: "I am away until Monday 10:00.", ...fields });
    const [mail, ...more] = await arrived(sender, 1);
    expect([mail, more]).toMatchObject([{ unanswered }, []]);
    await post({ from: later, text: "Are you open?" });
    await answered(later, 1);
    expect(await sentTo(sender)).toEqual([]);
  });

  it("ends a conversation of two of our own agents", async () => {
    await post({ from: mailbox[other], text: "Hello from the other lab." });
    expect(await arrived(mailbox[other], 1)).toMatchObject([{ unanswered: "from-ourselves" }]);
    await post({ from: mailbox[tenant], text: "Hello back." }, mailbox[other]);
    expect(await arrived(mailbox[tenant], 1, other)).toMatchObject([{ unanswered: "from-ourselves" }]);
    expect([...(await sentTo(mailbox[other])), ...(await sentTo(mailbox[tenant]))]).toEqual([]);
  });

  it("ends a conversation with a machine that says nothing of itself, and asks a person", async () => {
    const machine = `${newWord()}@robots.example`;
    for (let turn = 1; turn <= repliesPerDay + 4; turn += 1) {
      await post({
        from: machine,
        text: `${newWord()} noted, ${["we", "they", "you", "all"][turn % 4]} shall look at it.`,
      });
      await arrived(machine, turn);
    }
    // The last answer says that a person was asked.
    await answered(machine, repliesPerDay + 1);
    expect(await conversationsOf(machine)).toMatchObject([{ status: "escalated" }]);
  });

  it("stops at the third mail of the same words", async () => {
    const [machine, word] = [`${newWord()}@robots.example`, newWord()];
    for (let turn = 1; turn <= 5; turn += 1) {
      await post({ from: machine, text: `Your parcel ${turn} of ${word} is on its way to us.` });
      await arrived(machine, turn);
    }
    await answered(machine, 2);
  });
}
