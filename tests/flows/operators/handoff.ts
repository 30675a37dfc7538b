import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface Listed {
  readonly items: readonly { readonly conversation_id: string; readonly customer: { readonly address: string } }[];
}

/** Handoffs: the queue, operators' actions, and what customers read. */
export function handoffFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
  });

  const operate = (line: string, body?: object, headers: Record<string, string> = {}) =>
    world.product.api(line, { client: clinic.client, role: "operator", ...(body ? { body } : {}), headers });
  const sentTo = async (customer: string) =>
    (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
  const writes = (from: string, body: string) => world.product.inbound({ to: clinic.whatsapp, from, body });

  async function waiting(customer: string): Promise<string> {
    await writes(customer, "Please connect me to a real person");
    await until("the customer is told", async () => (await sentTo(customer)).length === 1);
    const { body } = await world.product.api<Listed>("GET /v1/handoffs?limit=200", clinic);
    const id = body.items.find((item) => item.customer.address === customer)?.conversation_id;
    if (id === undefined) throw new Error("The conversation is not in the queue.");
    return id;
  }

  it("lets an operator answer through the customer's channel, once for an Idempotency-Key", async () => {
    const customer = newCustomer();
    const id = await waiting(customer);
    const key = { "idempotency-key": newWord() };
    for (let time = 0; time < 3; time += 1)
      expect(await operate(`POST /v1/conversations/${id}/reply`, { text: "Dr Rao here." }, key)).toMatchObject({
        status: 200,
        body: {
          status: "escalated",
          escalation: { operator: "flows-operator" },
          handoff: { status: "with_operator", assigned_to: "flows-operator" },
        },
      });
    await until("it is sent", async () => (await sentTo(customer)).length === 2);
    expect(await sentTo(customer)).toEqual([expect.stringContaining("colleague"), "Dr Rao here."]);
    await until("its delivery is known", async () => {
      const { body } = await operate(`GET /v1/conversations/${id}/messages`);
      const [newest] = body.items as { role: string; delivery: { status: string } | null }[];
      return newest?.role === "operator" && newest.delivery?.status !== "queued";
    });
  });

  it("shows the agent the operator's messages after the release", async () => {
    const [customer, word, again] = [newCustomer(), newWord(), newWord()];
    const id = await waiting(customer);
    await operate(`POST /v1/conversations/${id}/reply`, { text: `Your code is ${word}.` });
    await operate(`POST /v1/conversations/${id}/note`, { text: `Secret note of ${word}.` });
    expect(await operate(`POST /v1/conversations/${id}/release`)).toMatchObject({
      body: { status: "active", handoff: { status: "released", notes: [{ text: `Secret note of ${word}.` }] } },
    });
    await world.outside.script(again, { text: "As my colleague said." });
    await writes(customer, `What was it? ${again}`);
    await until("the agent answers", async () => (await sentTo(customer)).length === 3);
    const [asked] = await world.outside.asked(again);
    expect(JSON.stringify(asked)).toContain(`Your code is ${word}.`);
    expect(JSON.stringify(asked)).not.toContain("Secret note");
  });

  it("refuses a second operator, unless an admin forces it", async () => {
    const id = await waiting(newCustomer());
    expect(await operate(`POST /v1/conversations/${id}/takeover`)).toMatchObject({ status: 200 });
    const admin = (line: string) => world.product.api(line, { client: clinic.client, role: "admin" });
    expect(await admin(`POST /v1/conversations/${id}/takeover`)).toMatchObject({
      status: 409,
      body: { code: "conversation-held" },
    });
    expect(await admin(`POST /v1/conversations/${id}/takeover?force=true`)).toMatchObject({
      status: 200,
      body: { handoff: { assigned_to: "flows-admin" } },
    });
    expect(await operate(`POST /v1/conversations/${id}/release?force=true`)).toMatchObject({ status: 403 });
    expect(await admin(`POST /v1/conversations/${id}/resolve?expected_turn_count=0`)).toMatchObject({
      status: 409,
      body: { code: "conversation-moved-on" },
    });
  });

  it("briefs the operator who takes over, and transfers the conversation", async () => {
    const word = newWord();
    const id = await waiting(newCustomer());
    await world.outside.script("Then:", { text: `They want ${word}.` });
    expect(await operate(`POST /v1/conversations/${id}/takeover`)).toMatchObject({
      body: {
        briefing: {
          summary: `They want ${word}.`,
          written_by: "model",
          last_messages: [{ role: "customer" }, { role: "agent" }],
        },
      },
    });
    expect(await operate(`POST /v1/conversations/${id}/transfer`, { operator: "nobody" })).toMatchObject({
      status: 422,
    });
    expect(await operate(`POST /v1/conversations/${id}/transfer`, {})).toMatchObject({ status: 422 });
    expect(await operate(`POST /v1/conversations/${id}/transfer`, { department: "billing" })).toMatchObject({
      body: {
        status: "escalated",
        escalation: { operator: null },
        handoff: { status: "queued", department: "billing" },
      },
    });
    const { body } = await world.product.api<Listed>("GET /v1/handoffs?department=billing&status=queued", clinic);
    expect(body.items.map((item) => item.conversation_id)).toContain(id);
  });

  it("streams events to watchers, and resumes after their last event", async () => {
    const customer = newCustomer();
    const watch = async (lastEventId: string, path = "/v1/handoffs/events") => {
      const ending = new AbortController();
      const response = await fetch(`${world.product.url}${path}`, {
        headers: {
          authorization: `Bearer ${await world.product.token(clinic.client)}`,
          accept: "text/event-stream",
          ...(lastEventId ? { "last-event-id": lastEventId } : {}),
        },
        signal: ending.signal,
      });
      const events: { id: string; data: { kind: string; text: string | null } }[] = [];
      const reading = (async () => {
        let rest = "";
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const blocks = (rest + chunk).split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) {
            const id = /^id: (.*)$/m.exec(block)?.[1];
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (id !== undefined && data !== undefined) events.push({ id, data: JSON.parse(data) });
          }
        }
      })().catch(() => undefined);
      const stop = () => {
        ending.abort();
        return reading;
      };
      return { events, kinds: () => events.map(({ data }) => data.kind), stop };
    };
    const first = await watch("");
    const id = await waiting(customer);
    await writes(customer, "Is anybody there?");
    await until("the first is told", async () => first.kinds().includes("customer-wrote"));
    expect(first.events.find(({ data }) => data.kind === "customer-wrote")?.data.text).toBe("Is anybody there?");
    await first.stop();
    await operate(`POST /v1/conversations/${id}/reply`, { text: "Yes." });
    await operate(`POST /v1/conversations/${id}/note`, { text: "Only for us." });
    const second = await watch(first.events.at(-1)?.id ?? "");
    await until("the stream continues", async () => second.kinds().includes("note"));
    expect(second.kinds().slice(-2)).toEqual(["reply", "note"]);
    expect(second.kinds()).not.toContain("customer-wrote");
    await second.stop();
    const beside = await watch("", `/v1/conversations/${id}/events`);
    await until("the note is shown", async () => beside.events.some(({ data }) => data.text === "Only for us."));
    await beside.stop();
  });

  it("stores canned replies", async () => {
    const put = await operate("PUT /v1/canned-replies/hours", {
      title: "Hours",
      text: "We open at 7, {customer_name}.",
    });
    expect(put).toMatchObject({ status: 200 });
    const unknown = { title: "Bill", text: "Your bill is {amount}." };
    expect(await operate("PUT /v1/canned-replies/bill", unknown)).toMatchObject({
      status: 422,
      body: { code: "placeholder-unknown", detail: expect.stringContaining("{amount}") },
    });
    const id = await waiting(newCustomer());
    expect(await operate(`GET /v1/canned-replies?conversation_id=${id}`)).toMatchObject({
      body: { items: [{ id: "hours", from: "operators", text: expect.stringMatching(/^We open at 7, .*\.$/) }] },
    });
    expect(await operate("DELETE /v1/canned-replies/hours")).toMatchObject({ status: 200 });
    expect(await operate("DELETE /v1/canned-replies/hours")).toMatchObject({ status: 404 });
  });

  describe("with operators and timers", () => {
    let busy: Clinic;

    beforeAll(async () => {
      busy = await openClinic(world.product, { handoffTimeoutSeconds: 2 });
    });

    const told = async (customer: string, count: number) => {
      await until(`${count} messages are sent`, async () => (await sentTo(customer)).length >= count);
      return sentTo(customer);
    };
    const asks = (from: string, body: string) => world.product.inbound({ to: busy.whatsapp, from, body });
    const presence = (role: "admin" | "operator", to: string) =>
      world.product.api("PUT /v1/operators/me/presence", { client: busy.client, role, body: { presence: to } });
    const handoffOf = async (customer: string) => {
      const { body } = await world.product.api<{
        items: { conversation_id: string; customer: { address: string }; handoff: { assigned_to: string | null } }[];
      }>("GET /v1/handoffs?limit=200", busy);
      return body.items.find((item) => item.customer.address === customer);
    };

    it("runs the tenant's fallback actions in order, and calls back at the customer's time", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await asks(customer, "I want to talk to a human please");
      expect((await told(customer, 3)).slice(1)).toEqual([
        "We will connect you as soon as possible.",
        "When may we call you back?",
      ]);
      await asks(customer, "Tomorrow at 5 pm");
      expect((await told(customer, 5)).slice(3)).toEqual([
        expect.stringMatching(/call you back on .*5:00/),
        "Can I help with something else meanwhile?",
      ]);
      expect(await handoffOf(customer)).toMatchObject({
        status: "escalated",
        handoff: {
          status: "queued",
          agent_helps: true,
          unavailable: { tickets: [{ ticket_id: expect.any(String) }], callback_at: expect.stringContaining("T17:00") },
        },
      });
      // The agent helps meanwhile, and the conversation stays escalated.
      await world.outside.script(word, { text: "We are open from seven." });
      await asks(customer, `When are you open? ${word}`);
      expect((await told(customer, 6)).at(-1)).toBe("We are open from seven.");
      expect(await handoffOf(customer)).toMatchObject({ status: "escalated" });
    });

    it("continues by itself when the customer does not answer", async () => {
      const customer = newCustomer();
      await asks(customer, "I want to talk to a human please");
      expect((await told(customer, 4)).at(-1)).toBe("Can I help with something else meanwhile?");
    });

    it("asks an available operator, then the next after a timeout, then nobody", async () => {
      const customer = newCustomer();
      await presence("operator", "online");
      await presence("admin", "online");
      await asks(customer, "I want to talk to a human please");
      const assigned = new Set<string>();
      await until("both were asked", async () => {
        const to = (await handoffOf(customer))?.handoff.assigned_to;
        if (to) assigned.add(to);
        return assigned.size === 2;
      });
      expect(await told(customer, 3)).toContain("We will connect you as soon as possible.");
      await presence("operator", "offline");
      await presence("admin", "offline");
    });

    it("offers waiting handoffs to an operator who comes online, who keeps what they take in time", async () => {
      const customer = newCustomer();
      await asks(customer, "I want to talk to a human please");
      await told(customer, 4);
      await presence("operator", "online");
      await until("they are asked", async () => (await handoffOf(customer))?.handoff.assigned_to === "flows-operator");
      const id = (await handoffOf(customer))?.conversation_id;
      const taken = await world.product.api(`POST /v1/conversations/${id}/takeover`, {
        client: busy.client,
        role: "operator",
      });
      expect(taken).toMatchObject({ status: 200, body: { handoff: { status: "with_operator", agent_helps: false } } });
      await presence("operator", "offline");
      await world.product.api(`POST /v1/conversations/${id}/resolve`, { client: busy.client });
    });
  });
}
