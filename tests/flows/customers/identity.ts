import { until } from "../../contracts/open-platform.ts";
import { type Flow, newWord } from "../stage/flow.ts";
import { type Library, type Member, openLibrary } from "../stage/library.ts";

const call = (name: string, args: object) => ({ functionCall: { name, args } });
const verify = ({ id, born }: Member) => call("verify_identity", { id, born });

/** Customers who prove who they are, with a model that does what it is told, on any platform. */
export function identityFlows(world: Flow): void {
  let library: Library;

  beforeAll(async () => {
    library = await openLibrary(world.product);
  });

  /** A visitor writes, and the model does these things. Returns what the model was given for it. */
  async function say(session: string, message: string, ...does: readonly object[]): Promise<string> {
    const word = newWord();
    await world.outside.script(word, ...does, { text: `Done ${word}.` });
    await world.product.chat({ client: library.client, session, message: `${message} ${word}` });
    return JSON.stringify((await world.outside.asked(word)).map(({ body }) => body.contents));
  }

  const effects = async ({ id }: Member) => (await world.outside.effects(`/members/${id}/`)).map(({ body }) => body);

  async function codeFor({ phone }: Member, count = 1): Promise<string> {
    const texts = async () => (await world.outside.sentTo(phone)).map(({ body }) => body);
    await until("the code is sent", async () => (await texts()).length === count);
    return /\d{6}/.exec((await texts()).at(-1) ?? "")?.[0] ?? "";
  }

  async function transcripts(): Promise<string> {
    const of = { client: library.client };
    const { body } = await world.product.api<{ items: readonly { conversation_id: string }[] }>(
      "GET /v1/conversations?limit=100",
      of,
    );
    const parts = body.items.flatMap(({ conversation_id: id }) =>
      ["", "/messages?limit=100", "/turns?limit=100"].map((path) =>
        world.product.api(`GET /v1/conversations/${id}${path}`, of),
      ),
    );
    return JSON.stringify((await Promise.all(parts)).map((answer) => answer.body));
  }

  it("lets a visitor prove it by a code that no model, operator or log sees, and then shows only their own", async () => {
    const [member, other] = library.members;
    const session = newWord();
    expect(await say(session, "My loans?", call("loans", {}))).not.toContain(member.book);
    await say(session, `I am ${member.id}`, call("request_identity_code", { id: member.id }));
    const code = await codeFor(member);
    const seen = await say(session, `The code is ${code}`, call("loans", {}), call("renew", { loan: "loan0", fee: 0 }));
    expect(seen).toContain(member.book);
    expect(seen).not.toContain(other.book);
    expect(seen).not.toContain(code);
    expect(await effects(member)).toEqual([{ loan: "loan0", fee: 5 }]);
    const shown = await transcripts();
    expect(shown).toContain("••••••");
    expect(shown).not.toContain(code);
    expect(shown).toContain(`"identity":{"table":"members","key":"${member.id}","by":"code"`);
    expect(world.product.output()).not.toContain(code);
  });

  it("lets a visitor prove it by what they know, in the turn that needs it", async () => {
    const [, member] = library.members;
    const renew = call("renew", { loan: "loan1", member: library.members[0].id, fee: 1 });
    const seen = await say(newWord(), `I am ${member.id}, born ${member.born}. Renew it.`, verify(member), renew);
    expect(seen).toContain('"verified":true');
    expect(await effects(member)).toEqual([{ loan: "loan1", fee: 6 }]);
  });

  it("reads a code while a person has the conversation, who keeps it", async () => {
    const [, , member] = library.members;
    const of = { client: library.client, session: newWord() };
    const wish = newWord();
    const ask = call("request_identity_code", { id: member.id });
    await world.outside.script(wish, ask, call("request_handoff", { reason: "cannot_help" }));
    const handed = await world.product.chat({ ...of, message: `I am ${member.id} ${wish}` });
    expect(handed.status).toBe("escalated");
    const code = await codeFor(member);
    const order = await world.product.chat({ ...of, message: "It is about order 404808" });
    expect(order.reply).toBeNull();
    const typed = await world.product.chat({ ...of, message: ` ${code} ` });
    expect(typed).toMatchObject({ status: "escalated", reply: expect.stringContaining("it is you") });
    const shown = await transcripts();
    expect(shown).toContain("order 404808");
    expect(shown).not.toContain(code);
    expect(await world.outside.asked(code)).toEqual([]);
  });

  it("stops guesses, keeps a code to its conversation, and believes no row", async () => {
    const [, , member] = library.members;
    const renew = call("renew", { loan: "loan2" });
    const guesses = ["1983-01-01", "1983-01-02", "1983-01-03"].map((born) => ({ ...member, born }));
    const text = guesses.map(({ born }) => born).join(", ");
    const seen = await say(newWord(), `I am ${member.id}, ${text}`, ...guesses.map(verify), verify(member), renew);
    expect(seen).not.toContain('"verified":true');
    const [asking, stealing] = [newWord(), newWord()];
    await say(asking, `I am ${member.id}`, call("request_identity_code", { id: member.id }));
    const code = await codeFor(member, 2);
    await say(stealing, `I am ${member.id}`, call("request_identity_code", { phone: "+919999900000" }));
    await say(stealing, code, renew, call("loans", {}));
    await say(newWord(), "Who am I?", call("notices", {}), verify(member), renew);
    expect(await effects(member)).toEqual([]);
    await say(asking, code, renew);
    expect(await effects(member)).toEqual([{ loan: "loan2", fee: 7 }]);
  });
}
