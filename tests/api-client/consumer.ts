// What an integrator writes against the client that oazapfts makes from /v1/openapi.json. The test puts the made client
// beside this file, checks the types of both and runs it.
import * as api from "./api.ts";

const [url = "", token = "", client = ""] = process.argv.slice(2);
api.defaults.baseUrl = url;
api.defaults.headers = { Authorization: `Bearer ${token}` };

const said = await api.chat({ client_id: client, session_id: "first", message: "Hello" });
if (said.status !== 200) throw new Error(`The chat answered ${said.status}: ${codeOf(said)}`);
const reply: string | null = said.data.reply;

const listed = await api.listMessages(said.data.conversation_id, { limit: 10 });
if (listed.status !== 200) throw new Error(`The messages answered ${listed.status}`);
const roles = listed.data.items.map(({ role }) => role);

const draft = { name: "Offer", channel: "whatsapp", message: "Hello {customer_name}", purpose: "service" } as const;
const first = await api.createCampaign(draft, { idempotencyKey: "campaign-1" });
const again = await api.createCampaign(draft, { idempotencyKey: "campaign-1" });
const other = await api.createCampaign({ ...draft, name: "Another" }, { idempotencyKey: "campaign-1" });
const unknown = await api.getCampaign("nothing");
// @ts-expect-error The document says which channels a campaign has.
const invalid = await api.createCampaign({ ...draft, channel: "fax" });

/** Every problem is of one type. Only 431 has no body. */
function codeOf(answer: { readonly status: number; readonly data?: object | string }): string | null {
  const { data } = answer;
  return typeof data === "object" && "code" in data ? String(data.code) : null;
}

console.log(
  JSON.stringify({
    reply,
    roles,
    repeated: first.status === 201 && again.status === 201 && first.data.id === again.data.id,
    problems: [other, unknown, invalid].map((answer) => [answer.status, codeOf(answer)]),
  }),
);
