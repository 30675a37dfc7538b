import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

/** Handoff to a person and back, on any platform. */
export function escalationFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
  });

  const say = (session: string, message: string) => world.product.chat({ client: clinic.client, session, message });
  const operate = (id: string, action: string) =>
    world.product.api(`POST /v1/conversations/${id}/${action}`, { client: clinic.client, role: "operator" });

  it("goes to a person on the customer's request: the customer is told, and no model is asked", async () => {
    const word = newWord();
    const answer = await say(word, `I want to talk to a human please, ${word}`);
    expect(answer).toMatchObject({ status: "escalated", reply: expect.stringContaining("colleague") });
    expect(await world.outside.asked(word)).toEqual([]);
    const { body } = await world.product.api(`GET /v1/conversations/${answer.conversation_id}`, clinic);
    expect(body).toMatchObject({
      status: "escalated",
      escalation: {
        reason: "customer_request_escalation",
        action: "human_agent_transfer",
        priority: "medium",
        operator: null,
      },
    });
    const escalated = await world.product.api<{ items: { conversation_id: string }[] }>(
      "GET /v1/conversations?status=escalated",
      clinic,
    );
    expect(escalated.body.items.map((item) => item.conversation_id)).toContain(answer.conversation_id);
  });

  it("goes to a person when the tenant's trigger holds, with its action and priority", async () => {
    const word = newWord();
    const answer = await say(
      word,
      `This is terrible, horrible, the worst service ever. I am angry and disappointed ${word}`,
    );
    expect(answer).toMatchObject({ status: "escalated", reply: expect.stringMatching(/\S/) });
    const { body } = await world.product.api(`GET /v1/conversations/${answer.conversation_id}`, clinic);
    expect(body).toMatchObject({ escalation: { action: "urgent_human_callback", priority: "high" } });
  });

  it("goes to a person when the model hands it over", async () => {
    const word = newWord();
    await world.outside.script(word, { functionCall: { name: "request_handoff", args: { reason: "cannot_help" } } });
    expect(await say(word, `Can you fix my printer ${word}?`)).toMatchObject({
      status: "escalated",
      reply: expect.stringMatching(/\S/),
    });
  });

  it("keeps the agent silent until an operator releases it, and loses no message", async () => {
    const session = newWord();
    const { conversation_id: id } = await say(session, "Connect me with a human agent");
    const [waiting, later] = [newWord(), newWord()];
    expect(await say(session, `Are you still there ${waiting}?`)).toMatchObject({ status: "escalated", reply: null });
    expect(await world.outside.asked(waiting)).toEqual([]);

    expect(await operate(id, "takeover")).toMatchObject({
      status: 200,
      body: { status: "escalated", escalation: { operator: "flows-operator" } },
    });
    expect(await operate(id, "release")).toMatchObject({ status: 200, body: { status: "active", escalation: null } });
    await world.outside.script(later, { text: "I am back." });
    expect(await say(session, `And now ${later}?`)).toMatchObject({ status: "active", reply: "I am back." });
    // The agent has read what was said during the handoff.
    const [call] = await world.outside.asked(later);
    expect(JSON.stringify(call?.body.contents)).toContain(waiting);
  });

  it("works on WhatsApp: the customer is told once, and the agent is silent until the release", async () => {
    const [customer, silent, again] = [newCustomer(), newWord(), newWord()];
    const inbound = (body: string) => world.product.inbound({ to: clinic.whatsapp, from: customer, body });
    const reached = () => world.outside.sentTo(`whatsapp:${customer}`);
    await inbound("Please connect me to a real person");
    await until("the customer is told", async () => (await reached()).length === 1);
    const list = await world.product.api<{ items: { conversation_id: string; customer: { address: string } }[] }>(
      "GET /v1/conversations?status=escalated&limit=100",
      clinic,
    );
    const id = list.body.items.find((item) => item.customer.address === customer)?.conversation_id ?? "";
    await inbound(`Hello? ${silent}`);
    await until("the message is recorded", async () => {
      const { body } = await world.product.api<{ turn_count: number }>(`GET /v1/conversations/${id}`, clinic);
      return body.turn_count === 2;
    });
    await operate(id, "release");
    await world.outside.script(again, { text: "Here I am." });
    await inbound(`And now? ${again}`);
    await until("the agent answers again", async () => (await reached()).length === 2);
    expect((await reached()).map(({ body }) => body)).toEqual([expect.stringContaining("colleague"), "Here I am."]);
    expect(await world.outside.asked(`Hello? ${silent}`)).toHaveLength(1); // as history only
  });

  it("lets an operator take a conversation during a model call, whose answer is not sent", async () => {
    const [customer, first, second] = [newCustomer(), newWord(), newWord()];
    const inbound = (body: string) => world.product.inbound({ to: clinic.whatsapp, from: customer, body });
    await world.outside.script(first, { text: "Good morning." });
    await inbound(`Hello ${first}`);
    await until("the first is answered", async () => (await world.outside.sentTo(`whatsapp:${customer}`)).length === 1);
    const list = await world.product.api<{ items: { conversation_id: string; customer: { address: string } }[] }>(
      "GET /v1/conversations?limit=100",
      clinic,
    );
    const id = list.body.items.find((item) => item.customer.address === customer)?.conversation_id ?? "";
    await world.outside.script(second, { delayMs: 5_000, text: "Too late." });
    await inbound(`A question ${second}`);
    await until("the model is writing", async () => (await world.outside.asked(second)).length === 1);
    expect(await operate(id, "takeover")).toMatchObject({ status: 200 });
    await until("the message is recorded", async () => {
      const { body } = await world.product.api<{ turn_count: number }>(`GET /v1/conversations/${id}`, clinic);
      return body.turn_count === 2;
    });
    expect(await world.outside.sentTo(`whatsapp:${customer}`)).toHaveLength(1);
  });

  it("starts a new session after an operator resolved the conversation", async () => {
    const session = newWord();
    const { conversation_id: id } = await say(session, "Hello there");
    expect(await operate(id, "resolve")).toMatchObject({ status: 200, body: { status: "resolved" } });
    expect(await say(session, "Hello again")).toMatchObject({ conversation_id: id, status: "active" });
  });

  it("is for operators only", async () => {
    const { conversation_id: id } = await say(newWord(), "Hello");
    const viewer = { client: clinic.client, role: "viewer" as const };
    expect(await world.product.api(`POST /v1/conversations/${id}/takeover`, viewer)).toMatchObject({ status: 403 });
  });
}
