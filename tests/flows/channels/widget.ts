import { randomUUID } from "node:crypto";
import { until } from "../../contracts/open-platform.ts";
import { type Flow, newWord } from "../stage/flow.ts";
import { openVisitor, type VisitorEvent, type VisitorMessage } from "../stage/widget-visitor.ts";

const client = "client_123";
const ownOrigin = "https://chat.client.com";
/** A PNG of one transparent pixel. */
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** The chat widget on a tenant's web pages, as a browser uses it. */
export function widgetFlows(world: Flow): void {
  const visitor = (origin?: string) => openVisitor(world.product.url, { client, origin });
  const asOperator = (line: string, body?: object) =>
    world.product.api(line, { client, role: "operator", ...(body ? { body } : {}) });
  const texts = (messages: readonly VisitorMessage[]) => messages.map(({ role, text }) => `${role}: ${text}`);

  function messageIn(events: readonly VisitorEvent[]): VisitorMessage {
    const { data } = events.find(({ event }) => event === "message") ?? { data: { message: null } };
    const { message } = data as { readonly message: VisitorMessage | null };
    if (!message) throw new Error("There is no message among the events.");
    return message;
  }

  async function conversationOf(sessionId: string): Promise<string> {
    const { body } = await asOperator("GET /v1/conversations?limit=100");
    const items = body.items as { conversation_id: string; customer: { address: string } }[];
    const found = items.find(({ customer }) => customer.address === sessionId);
    if (!found) throw new Error("The visitor's conversation is not listed.");
    return found.conversation_id;
  }

  describe("a visitor", () => {
    it("gets a streamed answer, and finds the conversation again on the next page", async () => {
      const word = newWord();
      await world.outside.script(word, { text: "We open at 7 AM. See you then." });
      const someone = await visitor(ownOrigin);
      const events = await someone.say(randomUUID(), `When, ${word}?`);
      expect(events.map(({ event }) => event).slice(-2)).toEqual(["message", "done"]);
      expect(events.some(({ event }) => event === "token")).toBe(true);
      expect(events.at(-2)?.data).toMatchObject({
        status: "active",
        message: { text: "We open at 7 AM. See you then." },
      });
      const back = await someone.comeBack();
      expect(back.sessionId).toBe(someone.sessionId);
      const { messages, after } = await back.history();
      expect(texts(messages)).toEqual([`customer: When, ${word}?`, "agent: We open at 7 AM. See you then."]);
      expect(after).toBe(1);
    });

    it("is answered once when a message is repeated, even after the server was killed during it", async () => {
      const [word, id] = [newWord(), randomUUID()];
      await world.outside.script(word, { delayMs: 30_000, text: "Too late." }, { text: "The answer." });
      const someone = await visitor();
      const broken = someone.say(id, `Hello ${word}`).catch(() => "broke off");
      await until("the model is asked", async () => (await world.outside.asked(word)).length === 1);
      await world.product.kill();
      expect(await broken).not.toContainEqual(expect.objectContaining({ event: "done" }));
      await world.product.restart();
      const again = await someone.say(id, `Hello ${word}`);
      const answered = messageIn(again);
      expect(answered.text).toBe("The answer.");
      const thrice = await someone.say(id, `Hello ${word}`);
      expect(messageIn(thrice)).toMatchObject({ message_id: answered.message_id, text: "The answer." });
      const { messages } = await someone.history();
      expect(messages.map(({ message_id }) => message_id)).toEqual([id, answered.message_id]);
    });

    it("gets missed messages and an operator's live messages, each once", async () => {
      const word = newWord();
      await world.outside.script(word, { text: "First." });
      const someone = await visitor();
      await someone.say(randomUUID(), `Hello ${word}`);
      const id = await conversationOf(someone.sessionId);
      await asOperator(`POST /v1/conversations/${id}/takeover`);
      await asOperator(`POST /v1/conversations/${id}/reply`, { text: "Dr Rao here." });
      const events = someone.watch(1);
      const seen = await events.until(({ event }) => event === "turn");
      expect(seen.at(-1)).toMatchObject({ id: "2", data: { messages: [{ role: "operator", text: "Dr Rao here." }] } });
      const status = await events.until(({ event }) => event === "status");
      expect(status.at(-1)?.data).toEqual({ status: "escalated" });
      await asOperator(`POST /v1/conversations/${id}/reply`, { text: "Are you there?" });
      const more = await events.until(({ id: turn }) => turn === "3");
      expect(more.filter(({ event }) => event === "turn")).toHaveLength(2);
      await events.stop();
      const written = await someone.say(randomUUID(), "Yes, here.");
      expect(written.at(-2)?.data).toEqual({ message: null, status: "escalated" });
      const resumed = someone.watch(2, { lastEventId: "3" });
      const rest = await resumed.until(({ event }) => event === "turn");
      expect(rest).toMatchObject([{ id: "4", data: { messages: [{ role: "customer", text: "Yes, here." }] } }]);
      await resumed.stop();
    });

    it("sends a picture that the agent's tool reads", async () => {
      const word = newWord();
      const reading = { document_type: "prescription", items: [{ name: "TSH", value: word, confidence: 0.9 }] };
      await world.outside.script("Read the attached file", { json: reading });
      await world.outside.script(
        word,
        { functionCall: { name: "prescription_analysis", args: { question: "Which tests?" } } },
        { text: "Your prescription names a TSH test." },
      );
      const someone = await visitor();
      const { status, body } = await someone.upload(pixel, "scan.pdf");
      expect([status, body]).toEqual([201, expect.objectContaining({ content_type: "image/png", size: pixel.length })]);
      const said = await someone.say(randomUUID(), `My prescription ${word}`, { files: [String(body.file_id)] });
      expect(said.filter(({ event }) => event === "tool").map(({ data }) => data)).toEqual([
        { status: "started" },
        { status: "completed" },
      ]);
      const calls = await world.outside.asked("Read the attached file");
      expect(JSON.stringify(calls.at(-1)?.body.contents)).toContain(pixel.toString("base64"));
      const { messages } = await someone.history();
      expect(messages[0]).toMatchObject({ attachments: [{ content_type: "image/png" }] });
      expect(JSON.stringify(messages)).not.toContain("stored-media");
    });

    it("can send only pictures and PDFs, whatever their names, up to the size limit", async () => {
      const someone = await visitor();
      expect((await someone.upload(Buffer.from("<script>alert(1)</script>"), "photo.png")).status).toBe(415);
      expect((await someone.upload(Buffer.concat([pixel, Buffer.alloc(8 * 1024 * 1024)]), "big.png")).status).toBe(413);
    });
  });

  describe("another visitor", () => {
    it("cannot access another's file or session", async () => {
      const [one, other] = [await visitor(), await visitor()];
      const { body } = await one.upload(pixel, "scan.png");
      expect(await other.post("messages", { id: randomUUID(), text: "", files: [body.file_id] })).toMatchObject({
        status: 404,
        body: { code: "file-not-found" },
      });
      expect((await other.history()).messages).toEqual([]);
    });

    it("has no access to another tenant's chat or the API", async () => {
      const someone = await visitor();
      const elsewhere = await openVisitor(world.product.url, { client: "client_456" });
      expect(
        await elsewhere.post("sessions", { client_id: client, resume_token: elsewhere.resumeToken }),
      ).toMatchObject({
        status: 401,
      });
      const ofApi = await fetch(`${world.product.url}/v1/conversations`, {
        headers: { authorization: `Bearer ${someone.token}` },
      });
      expect(ofApi.status).toBe(401);
      const withApiToken = await fetch(`${world.product.url}/widget/v1/messages`, {
        headers: { authorization: `Bearer ${await world.product.token(client)}` },
      });
      expect(withApiToken.status).toBe(401);
    });

    it("gets no session for a client that does not exist", async () => {
      const someone = await visitor();
      expect((await someone.post("sessions", { client_id: "client_999" })).status).toBe(404);
      expect((await someone.post("sessions", { client_id: "../etc" })).status).toBe(404);
    });
  });

  describe("a page", () => {
    const allowed = (response: Response) => response.headers.get("access-control-allow-origin");
    const preflight = (origin: string) =>
      fetch(`${world.product.url}/widget/v1/messages?client_id=${client}`, { method: "OPTIONS", headers: { origin } });

    it("of the tenant may call the endpoints and read the answers", async () => {
      const asked = await preflight(ownOrigin);
      expect(allowed(asked)).toBe(ownOrigin);
      expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
      expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
      expect((await visitor(ownOrigin)).allowedOrigin).toBe(ownOrigin);
    });

    it("of another site may not", async () => {
      expect(allowed(await preflight("https://evil.example"))).toBeNull();
      const refused = await fetch(`${world.product.url}/widget/v1/sessions`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://evil.example" },
        body: JSON.stringify({ client_id: client }),
      });
      expect([refused.status, allowed(refused)]).toEqual([403, null]);
    });

    it("loads less than 15 KB on any site", async () => {
      const script = await fetch(`${world.product.url}/widget.js`);
      expect(allowed(script)).toBe("*");
      const [, version = ""] = /app\/([\w-]+)\//.exec(await script.text()) ?? [];
      const seen = new Set<string>();
      const wanted = ["main.js", "words-en.js"];
      let bytes = Number(script.headers.get("content-length"));
      for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const module = await fetch(`${world.product.url}/widget/app/${version}/${name}`);
        expect([module.status, module.headers.get("cache-control")]).toEqual([
          200,
          expect.stringContaining("immutable"),
        ]);
        bytes += Number(module.headers.get("content-length"));
        wanted.push(
          ...[...(await module.text()).matchAll(/from ?"\.\/([\w-]+\.js)"/g)].map(([, found]) => found ?? ""),
        );
      }
      expect(seen.size).toBeGreaterThan(5);
      expect(bytes).toBeLessThan(15 * 1024);
    });
  });
}
