import { outbox, type Unsent } from "./outbox.ts";

class Refused extends Error {
  readonly status: number;
  readonly code = "refused";

  constructor(status: number) {
    super(`The product answered ${status}.`);
    this.status = status;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextTurn();
}

/** An API that accepts each key once and answers with the given statuses first. 0: there is no network. */
function product(...statuses: number[]) {
  const asked: { key: string; text: string }[] = [];
  const accepted = new Map<string, string>();
  return {
    asked,
    texts: () => [...accepted.values()],
    async send({ id, text }: Unsent) {
      asked.push({ key: id, text });
      await nextTurn();
      const status = statuses.shift() ?? 200;
      if (status === 0) throw new TypeError("Failed to fetch");
      // The message is taken, but its answer is lost.
      if (status === 599) accepted.set(id, text);
      if (status !== 200) throw new Refused(status);
      accepted.set(id, text);
      return {};
    },
  };
}

let keys = 0;

/** What a browser keeps, which several windows may share. */
function vaultOn(store: Map<string, string>) {
  return {
    get: (name: string) => store.get(name),
    names: (prefix: string) => [...store.keys()].filter((name) => name.startsWith(prefix)).toSorted(),
    set: (name: string, text: string | undefined) =>
      void (text === undefined ? store.delete(name) : store.set(name, text)),
    reread: nextTurn,
    settled: nextTurn,
  };
}

function opened(api: ReturnType<typeof product>, store = new Map<string, string>()) {
  const signedOut: unknown[] = [];
  const box = outbox({
    send: api.send,
    vault: vaultOn(store),
    prefix: "outbox:one:",
    newKey() {
      keys += 1;
      return `key-${keys}`;
    },
    onChange() {},
    onSent: async () => undefined,
    onSignedOut: (error) => signedOut.push(error),
    signal: new AbortController().signal,
    pause: nextTurn,
  });
  return { box, signedOut, store };
}

const say = (text: string, conversationId = "c") => ({ conversationId, kind: "reply" as const, text });
const of = (entries: readonly Unsent[], id: string) => entries.filter(({ conversationId }) => conversationId === id);

test("twenty replies of a minute without a network are sent once and in order", async () => {
  const api = product(...Array.from({ length: 40 }, () => 0), 599);
  const { box } = opened(api);
  const texts = Array.from({ length: 20 }, (_, index) => `reply ${index + 1}`);
  for (const text of texts) box.add(say(text));
  await until(() => box.entries().length === 0);
  expect(api.texts()).toEqual(texts);
  const firstKeys = api.asked.filter(({ text }) => text === "reply 1").map(({ key }) => key);
  expect([firstKeys.length, new Set(firstKeys).size]).toEqual([42, 1]);
});

test("a refused one holds up those behind it until the operator decides; other conversations go on", async () => {
  const api = product(409);
  const { box } = opened(api);
  box.add(say("refused"));
  await until(() => box.entries()[0]?.state === "failed");
  box.add(say("behind"));
  box.add(say("elsewhere", "d"));
  await until(() => api.texts().includes("elsewhere"));
  const [first, second] = of(box.entries(), "c");
  expect([first, second]).toMatchObject([{ text: "refused", problem: { code: "refused" } }, { text: "behind" }]);
  if (first === undefined) throw new Error("The refused reply is lost.");
  box.again(first);
  await until(() => box.entries().length === 0);
  expect(api.texts()).toEqual(["elsewhere", "refused", "behind"]);
  expect(api.asked.at(-1)?.key).not.toBe(first.id);
});

test("a reply goes on with the same key after the page was loaded again", async () => {
  const api = product(401);
  const before = opened(api);
  before.box.add(say("kept"));
  await until(() => before.signedOut.length === 1);
  expect(before.box.entries()).toMatchObject([{ text: "kept", state: "waiting" }]);
  opened(api, before.store).box.resume();
  await until(() => api.texts().length === 1);
  expect(new Set(api.asked.map(({ key }) => key)).size).toBe(1);
});

test("a discarded reply lets the next one go", async () => {
  const api = product(409);
  const { box } = opened(api);
  box.add(say("refused"));
  await until(() => box.entries()[0]?.state === "failed");
  box.add(say("next"));
  const [first] = box.entries();
  if (first === undefined) throw new Error("The refused reply is lost.");
  box.discard(first);
  await until(() => api.texts().length === 1);
  expect(api.texts()).toEqual(["next"]);
});

test("two windows of one browser keep each other's replies", () => {
  const store = new Map<string, string>();
  const never = product();
  never.send = () => new Promise<never>(() => undefined);
  const [one, two] = [opened(never, store), opened(never, store)];
  one.box.add(say("from one"));
  two.box.add(say("from two"));
  expect(one.box.entries().map(({ text }) => text)).toEqual(["from one", "from two"]);
});
