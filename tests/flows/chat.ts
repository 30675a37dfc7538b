import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "./stage/clinic.ts";
import { type Flow, newWord } from "./stage/flow.ts";
import type { ChatReply } from "./stage/product.ts";

interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

interface Message {
  readonly role: string;
  readonly text: string;
}

/** Web chat and its history, on any platform. */
export function chatFlows(world: Flow): void {
  let clinic: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
  });

  /** Each call has its own conversation. The model answers each message with its echo. */
  async function said(session: string, message: string, idempotencyKey?: string): Promise<ChatReply> {
    const { product } = world;
    return product.chat({ client: clinic.client, session, message, ...(idempotencyKey ? { idempotencyKey } : {}) });
  }

  async function page<T>(path: string): Promise<Page<T>> {
    const { status, body } = await world.product.api<Page<T>>(`GET /v1/conversations${path}`, clinic);
    expect(status).toBe(200);
    return body;
  }

  describe("POST /v1/chat", () => {
    it("answers in the model's words", async () => {
      const word = newWord();
      await world.outside.script(word, { text: "We open at 7 AM." });
      expect(await said(word, `When do you open, ${word}?`)).toMatchObject({
        reply: "We open at 7 AM.",
        status: "active",
        actions: [],
      });
    });

    it("streams tokens and tools as they happen, then the whole message, then done", async () => {
      const word = newWord();
      const call = { functionCall: { name: "find_orders", args: { test: word } } };
      await world.outside.script(word, call, { text: "You have no orders yet. Shall I create one?" });
      const events = await world.product.streamedChat({
        client: clinic.client,
        session: word,
        message: `My orders, ${word}?`,
      });
      const names = events.map(({ event }) => event);
      expect(names.slice(0, 2)).toEqual(["tool", "tool"]);
      expect(names.slice(-2)).toEqual(["message", "done"]);
      const tokens = events.filter(({ event }) => event === "token").map(({ data }) => (data as { text: string }).text);
      expect(tokens.length).toBeGreaterThan(0);
      expect(tokens.join("")).toBe("You have no orders yet. Shall I create one?");
      expect(events.at(-2)?.data).toMatchObject({
        reply: "You have no orders yet. Shall I create one?",
        actions: [{ tool: "find_orders", status: "completed" }],
      });
    });

    it("answers a repeat with the same Idempotency-Key with the first answer, and asks the model once", async () => {
      const word = newWord();
      await world.outside.script(word, { text: "The first answer." }, { text: "Another answer." });
      const first = await said(word, `Hello ${word}`, word);
      const [again, thrice] = await Promise.all([said(word, `Hello ${word}`, word), said(word, `Hello ${word}`, word)]);
      expect(first.reply).toBe("The first answer.");
      expect([again, thrice]).toEqual([first, first]);
      expect(await world.outside.asked(word)).toHaveLength(1);
    });

    it("refuses an Idempotency-Key with another body, also in another session, and keeps the first answer", async () => {
      const word = newWord();
      await world.outside.script(word, { text: "We open at 7 AM." });
      const { client } = clinic;
      const headers = { "idempotency-key": word };
      const send = (session: string, message: string) =>
        world.product.api<{ code: string }>("POST /v1/chat", {
          client,
          role: "service",
          headers,
          body: { client_id: client, session_id: session, message },
        });
      const first = await send(word, `When do you open, ${word}?`);
      expect(first.status).toBe(200);
      const refused = { status: 422, body: { code: "idempotency-key-reused" } };
      expect(await send(word, `क्या आप रविवार को खुले हैं, ${word}?`)).toMatchObject(refused);
      expect(await send(`${word} other`, `When do you open, ${word}?`)).toMatchObject(refused);
      expect((await send(word, `When do you open, ${word}?`)).body).toEqual(first.body);
    });

    it("answers two requests with the same Idempotency-Key at the same time once", async () => {
      const word = newWord();
      await world.outside.script(word, { delayMs: 300, text: "Only once." }, { text: "Twice." });
      const answers = await Promise.all([said(word, `Hello ${word}`, word), said(word, `Hello ${word}`, word)]);
      expect(answers.map(({ reply }) => reply)).toEqual(["Only once.", "Only once."]);
      expect(await world.outside.asked(word)).toHaveLength(1);
    });

    it("answers two concurrent messages of one conversation one after the other", async () => {
      const session = newWord();
      const [one, two] = [newWord(), newWord()];
      await world.outside.script(one, { delayMs: 200, text: "About the first." });
      await world.outside.script(two, { delayMs: 200, text: "About the second." });
      const replies = await Promise.all([said(session, `First ${one}`), said(session, `Second ${two}`)]);
      expect(replies.map(({ reply }) => reply)).toEqual(["About the first.", "About the second."]);
      const { items } = await page<Message>(`/${replies[0].conversation_id}/messages`);
      const texts = items.map(({ text }) => text).reverse();
      expect(texts).toHaveLength(4);
      // In either order, each answer follows its question, and the later model call saw the earlier turn.
      const later = texts[0]?.includes(one) ? two : one;
      expect(texts.indexOf("About the first.")).toBe(texts.indexOf(`First ${one}`) + 1);
      expect(texts.indexOf("About the second.")).toBe(texts.indexOf(`Second ${two}`) + 1);
      const [call] = await world.outside.asked(later);
      expect(JSON.stringify(call?.body.contents)).toContain(later === two ? one : two);
    });

    it.each([
      ["100,000 characters", "é".repeat(99_970)],
      ["only emoji", "🙏🙏🏽👨‍👩‍👧"],
      ["Devanagari", "क्या आप कल सुबह खुले हैं?"],
      ["markup", "<script>alert('1')</script> & <b>more</b>"],
    ])("accepts a message of %s and stores it in full", async (_, text) => {
      const session = newWord();
      const answer = await said(session, text);
      expect(answer.reply).toEqual(expect.stringMatching(/\S/));
      const { items } = await page<Message>(`/${answer.conversation_id}/messages`);
      expect(items.at(-1)).toMatchObject({ role: "customer", text });
    });

    it("rejects messages that are too long, empty, or for another client", async () => {
      const { product } = world;
      const post = (body: object) => product.api("POST /v1/chat", { client: clinic.client, body });
      const body = { client_id: clinic.client, session_id: "s", message: "Hello" };
      expect(await post({ ...body, message: "x".repeat(100_001) })).toMatchObject({ status: 422 });
      expect(await post({ ...body, message: "   " })).toMatchObject({ status: 422 });
      expect(await post({ ...body, mesage: "typo" })).toMatchObject({ status: 422 });
      expect(await post({ ...body, client_id: "client_123" })).toMatchObject({
        status: 404,
        body: { code: "client-not-found" },
      });
    });
  });

  describe("the history", () => {
    it("of a long conversation is summarised after the reply, and later prompts hold the summary", async () => {
      const word = newWord();
      const answers = Array.from({ length: 14 }, (_, number) => ({ text: `Answer ${number} of ${word}.` }));
      // Only the summary's prompt starts this way. It is slow, and no reply waits for it.
      await world.outside.script("Notes so far:", { delayMs: 300, text: `They asked about ${word}.` });
      await world.outside.script(`Question ${word}`, ...answers);
      const replies: ChatReply[] = [];
      for (let number = 0; number < 13; number += 1)
        replies.push(await said(word, `Question ${word} number ${number}`));
      expect(replies.map(({ reply }) => reply)).toEqual(answers.slice(0, 13).map(({ text }) => text));
      const [{ conversation_id: id }] = replies as [ChatReply];
      await until("its summary is written", async () => {
        const { body } = await world.product.api<{ summary: string }>(`GET /v1/conversations/${id}`, clinic);
        return body.summary === `They asked about ${word}.`;
      });
      await said(word, `Question ${word} number 13`);
      const prompt = JSON.stringify((await world.outside.asked(`${word} number 13`)).at(-1)?.body.contents);
      expect(await world.outside.asked("Notes so far:")).toHaveLength(1);
      expect(prompt).toContain(`Earlier in this conversation: They asked about ${word}.`);
      expect(prompt).not.toContain(`${word} number 0`);
      expect(prompt).toContain(`${word} number 12`);
    });

    it("pages through conversations and messages by cursor, newest first, each once", async () => {
      const other = await openClinic(world.product);
      const sessions = [1, 2, 3, 4, 5].map((number) => `session ${number}`);
      for (const session of sessions)
        await world.product.chat({ client: other.client, session, message: `Hello from ${session}` });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const { body } = await world.product.api<Page<{ customer: { address: string } }>>(
          `GET /v1/conversations?limit=2${query}`,
          other,
        );
        expect(body.items.length).toBeLessThanOrEqual(2);
        seen.push(...body.items.map(({ customer }) => customer.address));
        cursor = body.next_cursor;
      } while (cursor !== null);
      expect(seen).toEqual(sessions.toReversed());
    });

    it("shows a conversation's turns with tool calls and timings", async () => {
      const word = newWord();
      await world.outside.script(
        word,
        { functionCall: { name: "find_orders", args: { test: word } } },
        { text: "None." },
      );
      const { conversation_id: id } = await said(word, `Orders ${word}?`);
      const turns = await page(`/${id}/turns`);
      expect(turns.items).toEqual([
        expect.objectContaining({
          index: 1,
          reply: expect.objectContaining({ text: "None." }),
          tool_calls: [
            expect.objectContaining({ name: "find_orders", arguments: { test: word }, status: "completed" }),
          ],
          model: expect.objectContaining({ name: "gemini-3.8-flash", calls: 2 }),
        }),
      ]);
    });

    it("is not found by another client on any route", async () => {
      const other = await openClinic(world.product);
      const { conversation_id: id } = await said(newWord(), "This is between us.");
      for (const path of [`/${id}`, `/${id}/messages`, `/${id}/turns`, `/${id}/events`])
        expect(await world.product.api(`GET /v1/conversations${path}`, other)).toMatchObject({
          status: 404,
          body: { code: "conversation-not-found" },
        });
      for (const action of ["takeover", "release", "resolve"])
        expect(await world.product.api(`POST /v1/conversations/${id}/${action}`, other)).toMatchObject({ status: 404 });
      expect((await world.product.api<Page<unknown>>("GET /v1/conversations", other)).body.items).toEqual([]);
    });
  });
}
