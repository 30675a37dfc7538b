import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newWord } from "../stage/flow.ts";

interface Ticket {
  readonly id: string;
  readonly status: string;
  readonly external_id: string | null;
  readonly conversation_id: string;
}

/** Tickets that a tool leaves: for the tenant's staff, and in its help desk. */
export function ticketsFlows(world: Flow): void {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(world.product, { hasHelpDesk: true });
  });

  const leave = (word: string, priority: string) =>
    world.outside.script(
      word,
      { functionCall: { name: "leave_ticket", args: { subject: word, description: `Please ${word}`, priority } } },
      { text: "I left a ticket for the team." },
    );
  const say = (session: string) =>
    world.product.chat({ client: clinic.client, session, message: `Please note ${session}` });
  const ticketOf = async (conversationId: string) => {
    const { body } = await world.product.api<{ items: readonly Ticket[] }>("GET /v1/tickets", clinic);
    return body.items.find((each) => each.conversation_id === conversationId);
  };
  const inZendesk = async (subject: string) => {
    const response = await fetch(`${world.outside.sandboxUrl}/_sandbox/zendesk/tickets`);
    return ((await response.json()) as readonly { id: number; subject: string }[]).filter(
      (each) => each.subject === subject,
    );
  };

  it("reach the help desk, and staff work on them here", async () => {
    const word = newWord();
    await leave(word, "low");
    const { conversation_id } = await say(word);
    const [desk] = await inZendesk(word);
    const ticket = await ticketOf(conversation_id);
    expect(ticket).toMatchObject({ status: "open", external_id: String(desk?.id) });
    const change = (line: string, body: object) => world.product.api<Ticket>(line, { ...clinic, body });
    await change(`PATCH /v1/tickets/${ticket?.id}`, { status: "pending", assigned_to: "asha" });
    const { body } = await change(`POST /v1/tickets/${ticket?.id}/comments`, { text: "Called back" });
    expect(body).toMatchObject({ status: "pending", assigned_to: "asha", comments: [{ text: "Called back" }] });
  });

  it("reach a help desk that was down, once it is up again", async () => {
    const word = newWord();
    await leave(word, "medium");
    await world.outside.fault({ provider: "zendesk", match: word, status: 503, times: 2 });
    const { conversation_id } = await say(word);
    await until("the ticket has the help desk's number", async () => {
      const ticket = await ticketOf(conversation_id);
      return typeof ticket?.external_id === "string";
    });
    expect(await inZendesk(word)).toHaveLength(1);
  });

  it("that a handoff leaves show the help desk's number too", async () => {
    const waiting = await openClinic(world.product, { hasHelpDesk: true, handoffTimeoutSeconds: 1 });
    const message = "Please connect me to a real person";
    await world.product.chat({ client: waiting.client, session: newWord(), message });
    await until("the ticket has the help desk's number", async () => {
      const { body } = await world.product.api<{ items: readonly Ticket[] }>("GET /v1/tickets", waiting);
      return typeof body.items[0]?.external_id === "string";
    });
  });

  it("that are urgent bring in a person, and the customer reads the number", async () => {
    const word = newWord();
    await leave(word, "urgent");
    const { reply, status } = await say(word);
    const [desk] = await inZendesk(word);
    expect(status).toBe("escalated");
    expect(reply).toContain(`The number of your request is ${desk?.id}.`);
  });
}
