import { createVault, type Kept, type Windows } from "./vault.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One browser: what it keeps, and how its windows hear of each other. */
function browser() {
  const texts = new Map<string, string>();
  const windows = new Set<Parameters<Windows["hear"]>[0]>();
  const written: string[] = [];
  const kept: Kept = {
    async read() {
      const read = new Map(texts);
      await nextTurn();
      return read;
    },
    async write(name, text) {
      await nextTurn();
      written.push(name);
      if (text === undefined) texts.delete(name);
      else texts.set(name, text);
    },
  };
  function window() {
    let own: Parameters<Windows["hear"]>[0] = () => undefined;
    return createVault(kept, {
      tell(news) {
        for (const hear of windows) if (hear !== own) hear(news);
      },
      hear(listener) {
        own = listener;
        windows.add(listener);
      },
    });
  }
  return { texts, written, kept, window, tellAll: () => [...windows].map((hear) => hear("forgotten")) };
}

test("a text is known at once and kept soon after; the next page reads it", async () => {
  const { texts, window } = browser();
  const vault = await window();
  vault.set("draft:a", "Hello");
  expect([vault.get("draft:a"), texts.size]).toEqual(["Hello", 0]);
  await vault.settled();
  expect((await window()).get("draft:a")).toBe("Hello");
  vault.set("draft:a", undefined);
  await vault.settled();
  expect([vault.get("draft:a"), texts.size]).toEqual([undefined, 0]);
});

test("what is typed quickly is kept in its last form, with few writings", async () => {
  const { texts, written, window } = browser();
  const vault = await window();
  for (let end = 1; end <= 40; end += 1) vault.set("draft:a", "x".repeat(end));
  await vault.settled();
  expect(texts.get("draft:a")).toBe("x".repeat(40));
  expect(written.length).toBeLessThan(5);
});

test("windows learn of each other's texts, and lose none of their own", async () => {
  const { window } = browser();
  const [one, two] = [await window(), await window()];
  const heard: string[] = [];
  two.onOthers(() => heard.push(...two.names("outbox:")), new AbortController().signal);
  one.set("outbox:1", "first");
  two.set("outbox:2", "second");
  await one.settled();
  await two.settled();
  await Promise.all([one.reread(), two.reread()]);
  expect([one.names("outbox:"), two.names("outbox:")]).toEqual(Array(2).fill(["outbox:1", "outbox:2"]));
  expect(heard).toContain("outbox:1");
});

test("a window that was signed out elsewhere forgets, and keeps nothing more", async () => {
  const { texts, window, tellAll } = browser();
  const vault = await window();
  vault.set("draft:a", "Hello");
  await vault.settled();
  texts.clear();
  tellAll();
  expect(vault.names("")).toEqual([]);
  vault.set("draft:a", "Hello again");
  await vault.settled();
  expect(texts.size).toBe(0);
});

test("where the browser keeps nothing, the window still has its texts", async () => {
  const { window, kept } = browser();
  kept.write = () => Promise.reject(new Error("no room"));
  kept.read = async () => new Map();
  const vault = await window();
  vault.set("draft:a", "Hello");
  await vault.settled();
  expect(vault.get("draft:a")).toBe("Hello");
});
