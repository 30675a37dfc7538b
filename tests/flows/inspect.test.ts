import { openClinic } from "./stage/clinic.ts";
import { flow, newWord } from "./stage/flow.ts";

const world = flow();

/** A clinic with one turn of one customer. */
async function answeredOnce() {
  const { product } = world;
  const { client } = await openClinic(product, { agentName: "Maya" });
  const word = newWord();
  await world.outside.script(word, { text: `Good day, ${word}.` });
  const chat = { client_id: client, session_id: word, message: `Hello ${word}` };
  const { body: answered } = await product.api("POST /v1/chat", { client, body: chat });
  const get = (path: string) => product.api(`GET ${path}`, { client });
  const conversation = String(answered.conversation_id);
  const { items } = (await get(`/v1/conversations/${conversation}/turns`)).body as { items: { turn_id: string }[] };
  return { client, word, conversation, turn: items[0]?.turn_id ?? "", get };
}

it("a turn with a customer shows what its model was shown, by its id and by its number", async () => {
  const { word, conversation, turn, get } = await answeredOnce();
  const { status, body } = await get(`/v1/conversations/${conversation}/turns/${turn}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    turn: { turn_id: turn, index: 1, reply: { text: expect.stringContaining(word) } },
    shown: [{ system: expect.stringContaining("You are Maya,"), refused: null, input_tokens: expect.any(Number) }],
    shown_cut: false,
    shown_until: expect.any(String),
    cost_usd: expect.stringMatching(/^0\.\d+$/),
  });
  expect(JSON.stringify(body.shown)).toContain(`Hello ${word}`);
  expect((await get(`/v1/conversations/${conversation}/turns/1`)).body).toEqual(body);
  for (const other of ["2", "unknown"])
    expect(await get(`/v1/conversations/${conversation}/turns/${other}`)).toMatchObject({
      status: 404,
      body: { code: "turn-not-found" },
    });
});
