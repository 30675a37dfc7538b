import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";

interface ToolCall {
  readonly name: string;
  readonly status: string;
  readonly error: string | null;
  readonly result: unknown;
}

interface Missing {
  readonly name: string;
  readonly conversations: number;
  readonly asked: number;
}

/** The model's tool calls, on any platform. */
export function toolsFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product, { toolCallsPerTurn: 3 });
  });

  const say = (session: string, message: string) => world.product.chat({ client: clinic.client, session, message });
  const call = (name: string, args: object) => ({ functionCall: { name, args } });

  async function toolCalls(conversationId: string): Promise<readonly ToolCall[]> {
    const { body } = await world.product.api<{ items: readonly { tool_calls: readonly ToolCall[] }[] }>(
      `GET /v1/conversations/${conversationId}/turns`,
      clinic,
    );
    return body.items[0]?.tool_calls ?? [];
  }

  it("that a tenant has not got yet are said to be missing, and counted by conversation", async () => {
    const [session, other] = [newWord(), newWord()];
    const missing = "insurance_verification";
    const wish = "Can you do an insurance verification for me?";
    expect((await say(session, wish)).reply).toContain("cannot do it here");
    await say(session, wish);
    await say(other, wish);
    await until("both conversations are counted", async () => {
      const { body } = await world.product.api<{ items: readonly Missing[] }>("GET /v1/missing-capabilities", clinic);
      return body.items.some(
        ({ name, conversations, asked }) => name === missing && conversations === 2 && asked === 3,
      );
    });
  });

  describe("a tool with side effects", () => {
    it("is asked about, then called once when the customer confirms, with the tenant's credentials", async () => {
      const [session, wish, yes] = [newWord(), newWord(), newWord()];
      await world.outside.script(wish, { text: "Shall I order the blood count for you?" });
      const asked = await say(session, `Order a blood count ${wish}`);
      expect(asked).toMatchObject({ reply: "Shall I order the blood count for you?", actions: [] });
      expect(await world.outside.effects(yes)).toEqual([]);

      await world.outside.script(yes, call("create_order", { test: yes }), { text: "It is ordered." });
      const done = await say(session, `Yes please ${yes}`);
      expect(done).toMatchObject({ reply: "It is ordered.", actions: [{ tool: "create_order", status: "completed" }] });
      const effects = await world.outside.effects(yes);
      expect(effects).toEqual([expect.objectContaining({ method: "POST", path: "/orders", body: { test: yes } })]);
      const [made] = await world.outside.tenantCalls(yes);
      expect(made?.headers.authorization).toBe("Bearer a client's own token");
      expect(effects[0]?.idempotencyKey).toMatch(/\S/);
    });

    it("is repeated at once with its key after a lost answer, if the endpoint honours keys", async () => {
      const word = newWord();
      await world.outside.script(word, call("create_order", { test: word }), { text: "Done." });
      await world.outside.fault({ provider: "tenant", match: word, drop: "after", times: 1 });
      expect(await say(word, `Order it ${word}`)).toMatchObject({
        reply: "Done.",
        actions: [{ tool: "create_order", status: "completed" }],
      });
      const keys = (await world.outside.tenantCalls(word)).map(({ headers }) => headers["idempotency-key"]);
      expect(keys).toEqual([keys[0], keys[0]]);
      expect(await world.outside.effects(word)).toHaveLength(1);
    });

    it("goes to a person after a lost answer, without a repeat, if the endpoint honours no keys", async () => {
      const word = newWord();
      await world.outside.script(word, call("book_slot", { slot: word }), { text: "It is booked." });
      await world.outside.fault({ provider: "tenant", match: word, drop: "after", times: 1 });
      expect(await say(word, `Book it ${word}`)).toMatchObject({
        status: "escalated",
        reply: expect.stringContaining("colleague"),
      });
      expect(await world.outside.tenantCalls(word)).toHaveLength(1);
      expect(await world.outside.effects(word)).toHaveLength(1);
    });

    it("is reported to the model when the service refuses it", async () => {
      const word = newWord();
      await world.outside.script(word, call("book_slot", { slot: word }), { text: "That slot is taken, sorry." });
      await world.outside.fault({ provider: "tenant", match: word, status: 409, times: 1 });
      const answer = await say(word, `Book it ${word}`);
      expect(answer).toMatchObject({ status: "active", reply: "That slot is taken, sorry." });
      expect(JSON.stringify((await toolCalls(answer.conversation_id))[0]?.result)).toContain("409");
    });
  });

  describe("a tool that only reads", () => {
    it("gives the model its result", async () => {
      const word = newWord();
      await world.outside.script(`order ${word}`, call("create_order", { test: word }), { text: "Ordered." });
      await say(word, `Please order ${word}`);
      await world.outside.script(`find ${word}`, call("find_orders", { test: word }), { text: "I found it." });
      const answer = await say(word, `Please find ${word}`);
      expect(answer).toMatchObject({ reply: "I found it.", actions: [{ tool: "find_orders", status: "completed" }] });
      expect(await toolCalls(answer.conversation_id)).toEqual([
        expect.objectContaining({
          result: expect.objectContaining({ data: [expect.objectContaining({ test: word })] }),
        }),
      ]);
      const calls = await world.outside.asked(`find ${word}`);
      expect(JSON.stringify(calls.at(-1)?.body.contents.at(-1))).toContain("functionResponse");
    });
  });

  describe("invalid tool calls of a model", () => {
    it("to an unknown tool get an error, and the turn continues", async () => {
      const word = newWord();
      await world.outside.script(word, call("launch_rocket", { to: "Mars" }), { text: "I cannot do that." });
      const answer = await say(word, `Fly ${word}`);
      expect(answer).toMatchObject({
        reply: "I cannot do that.",
        actions: [{ tool: "launch_rocket", status: "failed" }],
      });
      expect((await toolCalls(answer.conversation_id))[0]?.error).toContain("create_order");
    });

    it("with invalid arguments get an error and have no effect", async () => {
      const word = newWord();
      await world.outside.script(word, call("create_order", { tset: word }), { text: "Which test, please?" });
      const answer = await say(word, `Order something ${word}`);
      expect(answer).toMatchObject({
        reply: "Which test, please?",
        actions: [{ tool: "create_order", status: "failed" }],
      });
      expect(await world.outside.tenantCalls(word)).toEqual([]);
    });

    it("that are malformed are requested again", async () => {
      const word = newWord();
      await world.outside.script(word, { malformed: true }, { text: "In words, then." });
      expect(await say(word, `Order ${word}`)).toMatchObject({ reply: "In words, then.", actions: [] });
    });

    it("stop at the tenant's limit, and the customer gets an answer", async () => {
      const word = newWord();
      const calls = Array.from({ length: 6 }, (_, number) => call("find_orders", { test: `${word} ${number}` }));
      await world.outside.script(word, ...calls.slice(0, 3), { text: "Here is what I found." }, ...calls.slice(3));
      const answer = await say(word, `Find all ${word}`);
      expect(answer).toMatchObject({ status: "active", reply: "Here is what I found." });
      expect(answer.actions).toHaveLength(3);
      const asked = await world.outside.asked(word);
      expect(asked).toHaveLength(4);
      expect(asked.at(-1)?.body.tools ?? []).toEqual([]);
    });
  });

  it("stores the model's notes about the conversation", async () => {
    const word = newWord();
    await world.outside.script(
      word,
      call("update_context", { context_key: "preferred_day", context_value: "Monday" }),
      {
        text: "Noted.",
      },
    );
    const { conversation_id: id } = await say(word, `Mondays suit me ${word}`);
    const { body } = await world.product.api(`GET /v1/conversations/${id}`, clinic);
    expect(body).toMatchObject({ context: { preferred_day: "Monday" } });
  });
}
