import { until } from "../../contracts/open-platform.ts";
import { flow, newWord } from "../stage/flow.ts";

const world = flow();
const client = "chat_shop_1";
const bot = "chat_shop_bot";
const yaml = `automation_config:
  config_id: "${client}_v1"
  client_id: "${client}"
  client_name: "Shop"
  use_case: "customer_support"
  agent: { system_prompt: "You are {agent_name}.", agent_name: "Maya", model: { primary: "gemini-3.8-flash" } }
  tools: { available: [] }
  conversation: { burst_window_ms: { telegram: 0 } }
  channels: { input: [{ type: telegram, config: { bot: ${bot} } }] }
`;

beforeAll(async () => {
  const body = { yaml, activate: true };
  const { status, body: answer } = await world.product.api(`PUT /v1/configs/${client}/main`, { client, body });
  if (status !== 200) throw new Error(JSON.stringify(answer));
}, 60_000);

async function sandbox<T>(path: string, body?: object): Promise<T> {
  const posted = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${world.outside.sandboxUrl}/_sandbox/telegram/${path}`, body ? posted : {});
  return (await response.json()) as T;
}

let customers = 0;
/** A Telegram user. Their webhook calls carry the secret. */
function someone() {
  customers += 1;
  const address = String(800_000_000 + process.pid * 100 + customers);
  const act = (given: object) =>
    sandbox<{ statuses: readonly number[] }>("customer", {
      webhooks: `${world.product.url}/webhooks`,
      account: bot,
      address,
      name: "आशा राव",
      ...given,
    });
  const got = async () =>
    (await sandbox<readonly { to: string; text: string }[]>("sent")).filter(({ to }) => to === address);
  return { address, act, texts: async () => (await got()).map(({ text }) => text) };
}

test("a Hindi message delivered five times at once is answered once, by the genuine client", async () => {
  const { act, texts, address } = someone();
  const word = newWord();
  await world.outside.script(word, { text: `जवाब ${word}` });
  expect((await act({ text: `नमस्ते ${word}`, times: 5 })).statuses).toEqual([200, 200, 200, 200, 200]);
  await until("it is answered", async () => (await texts()).length > 0);
  expect(await texts()).toEqual([`जवाब ${word}`]);
  const sent = await sandbox<readonly { chat: number; body: { chat_id: string } }[]>("messages");
  expect(sent.filter(({ chat }) => String(chat) === address)).toMatchObject([{ body: { chat_id: address } }]);
}, 40_000);

test("a wrong secret is rejected, and nothing is answered", async () => {
  const { act, texts } = someone();
  expect((await act({ text: "hello", secret: "not-the-secret" })).statuses).toEqual([403]);
  expect(await texts()).toEqual([]);
}, 40_000);

test("a reply of more than 4,096 characters is sent in parts, in order", async () => {
  const { act, texts } = someone();
  const word = newWord();
  const text = "लंबा जवाब। ".repeat(600).trim();
  await world.outside.script(word, { text });
  await act({ text: word });
  await until("every part has come", async () => (await texts()).join(" ").length >= text.length);
  const parts = await texts();
  expect(parts.length).toBe(2);
  expect(parts.join(" ")).toBe(text);
}, 40_000);

test("a message to a user who has blocked the bot fails permanently, with the reason", async () => {
  const { act, address } = someone();
  const word = newWord();
  await world.outside.script(word, { text: `Reply ${word}`, delayMs: 400 });
  await act({ text: word });
  await act({ fields: { block: true } });
  await until("the delivery has failed", async () => {
    const { body } = await world.product.api<{
      items: readonly { conversation_id: string; customer: { address: string } }[];
    }>("GET /v1/conversations?limit=100", { client });
    const id = body.items.find(({ customer }) => customer.address === address)?.conversation_id;
    if (id === undefined) return false;
    const path = `GET /v1/conversations/${id}/messages?limit=10`;
    const messages = await world.product.api<{ items: readonly { delivery: { error_code: string | null } | null }[] }>(
      path,
      { client },
    );
    return messages.body.items.some(({ delivery }) => delivery?.error_code === "recipient-blocked");
  });
}, 40_000);
