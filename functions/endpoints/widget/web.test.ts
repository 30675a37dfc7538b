import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../../../shared/project-root.ts";

const web = join(projectRoot, "functions/endpoints/widget/web");

/** Loads a browser module unchanged. */
async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(web, name)).href)) as T;
}

interface Message {
  readonly message_id: string;
  readonly role: string;
  readonly choices: readonly string[];
  readonly state?: string;
}
type Change<Rest extends readonly unknown[]> = (thread: readonly Message[], ...rest: Rest) => readonly Message[];

describe("a thread of messages", () => {
  let thread: {
    readonly withMessage: Change<[Message]>;
    readonly withMessages: Change<[readonly Message[]]>;
    readonly openChoices: (thread: readonly Message[]) => readonly string[];
  };
  beforeAll(async () => {
    thread = await load("thread.js");
  });
  const message = (message_id: string, role = "customer", choices: string[] = []): Message => ({
    message_id,
    role,
    choices,
  });

  it("holds each message once, even if it arrives repeatedly", () => {
    const waiting = { ...message("a"), state: "waiting" };
    const answered = thread.withMessages([waiting], [message("a"), message("b", "agent")]);
    expect(thread.withMessages(answered, [message("a"), message("b", "agent")])).toEqual([
      message("a"),
      message("b", "agent"),
    ]);
  });

  it("keeps the order of arrival", () => {
    const two = thread.withMessages([], [message("a"), message("b", "agent")]);
    expect(thread.withMessage(two, message("a")).map(({ message_id }) => message_id)).toEqual(["a", "b"]);
  });

  it("puts new messages before the visitor's unsent ones", () => {
    const waiting = { ...message("later"), state: "waiting" };
    const next = thread.withMessages([message("a"), waiting], [message("b", "agent")]);
    expect(next.map(({ message_id }) => message_id)).toEqual(["a", "b", "later"]);
  });

  it("offers choices until the visitor writes", () => {
    const withChoices = [message("b", "agent", ["yes", "no"])];
    expect(thread.openChoices(withChoices)).toEqual(["yes", "no"]);
    expect(thread.openChoices([...withChoices, message("c")])).toEqual([]);
  });
});

describe("a text", () => {
  const linksIn = async (text: string) => {
    const { parts } = await load<{ parts: (text: string) => { part: string; url?: string }[] }>("dom.js");
    const found = parts(text);
    expect(found.map(({ part }) => part).join("")).toBe(text);
    return found.flatMap(({ url }) => url ?? []);
  };

  it("links https URLs without trailing punctuation", async () => {
    expect(await linksIn("See https://a.example/b?c=1. Or (https://d.example)!")).toEqual([
      "https://a.example/b?c=1",
      "https://d.example",
    ]);
    expect(await linksIn("یہ دیکھیں https://a.example/b۔")).toEqual(["https://a.example/b"]);
  });

  it.each([
    "javascript:alert(1)",
    "http://a.example",
    "https://",
    "data:text/html,x",
    '<a href="//evil.example">x</a>',
  ])("does not link %s", async (text) => {
    expect(await linksIn(text)).toEqual([]);
  });
});

describe("a stream of events", () => {
  it("returns complete events and keeps the rest", async () => {
    const { parseEvents } = await load<{ parseEvents: (text: string) => object }>("api.js");
    const text = ': still here\n\nid: 7\nevent: turn\ndata: {"a":"x: y"}\n\nevent: token\ndata: {"te';
    expect(parseEvents(text)).toEqual({
      events: [{ event: "turn", id: "7", data: { a: "x: y" } }],
      rest: 'event: token\ndata: {"te',
    });
  });
});

interface Caption {
  readonly by: string;
  readonly text: string;
  readonly open: boolean;
}

describe("before a call, the widget", () => {
  /** A script and all that it imports at once, other than by `import()`. */
  function withImports(name: string, seen: ReadonlySet<string> = new Set()): ReadonlySet<string> {
    if (seen.has(name)) return seen;
    const known: ReadonlySet<string> = new Set([...seen, name]);
    if (!name.startsWith("./")) return known;
    const found = readFileSync(join(web, name), "utf8").matchAll(/\bfrom "([^"]+)";/g);
    return [...found].reduce((sum, [, from = ""]) => withImports(from, sum), known);
  }
  // The page loads widget.js, and that loads main.js by `import()`.
  const scripts = [...withImports("./main.js"), "./widget.js"];

  it.each(["en", "hi", "ur"])("loads at most 20 KB in %s, even with its comments", (language) => {
    const bytes = [...scripts, `words-${language}.js`].map((name) => gzipSync(readFileSync(join(web, name))).length);
    expect(scripts.length).toBeGreaterThan(8);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(20 * 1024);
  });

  it("loads nothing of calls and nothing of a package", () => {
    expect(scripts.filter((name) => name.startsWith("./call") || !name.startsWith("./"))).toEqual([]);
  });
});

it("a call loads at most 60 KB more, before LiveKit's client", () => {
  const files = readdirSync(web).filter((name) => /^call/.test(name) && !/^call-words-(?!en)/.test(name));
  const bytes = files.map((name) => gzipSync(readFileSync(join(web, name))).length);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(60 * 1024);
});

describe("captions", () => {
  type Line = (captions: readonly Caption[], line: object) => readonly Caption[];
  let captions: { readonly withHeard: Line; readonly withSaid: Line; readonly withLine: Line };
  beforeAll(async () => {
    captions = await load("call-captions.js");
  });
  const texts = (lines: readonly Caption[]) => lines.map(({ by, text, open }) => `${by}${open ? "?" : ""}: ${text}`);

  it("replace what is still being recognised", () => {
    const first = captions.withHeard([], { text: "What does", final: false });
    expect(texts(first)).toEqual(["customer?: What does"]);
    expect(texts(captions.withHeard(first, { text: "What does it cost?", final: true }))).toEqual([
      "customer: What does it cost?",
    ]);
  });

  it("show typed words once, though they come back as heard", () => {
    const typed = captions.withHeard([], { text: "Hello", final: true });
    expect(captions.withHeard(typed, { text: "Hello", final: true })).toEqual(typed);
  });

  it("join the pieces that the agent says, and keep only what was heard of an interrupted answer", () => {
    const pieces = ["One.", "Two.", "Three."].reduce(
      (lines, text) => captions.withSaid(lines, { text, interrupted: false }),
      captions.withHeard([], { text: "Count", final: true }),
    );
    expect(texts(pieces)).toEqual(["customer: Count", "agent: One. Two. Three."]);
    const interrupting = captions.withHeard(pieces, { text: "Stop", final: true });
    expect(texts(captions.withSaid(interrupting, { text: "One. Tw", interrupted: true }))).toEqual([
      "customer: Count",
      "agent: One. Tw …",
      "customer: Stop",
    ]);
    expect(texts(captions.withSaid(interrupting, { text: "", interrupted: true }))).toEqual([
      "customer: Count",
      "customer: Stop",
    ]);
  });

  it("change a line under its id", () => {
    const one = captions.withLine([], { id: "a", by: "agent", text: "Go", open: false });
    const two = captions.withLine(one, { id: "b", by: "customer", text: "Yes", open: true });
    expect(texts(captions.withLine(two, { id: "a", by: "agent", text: "Good day", open: false }))).toEqual([
      "agent: Good day",
      "customer?: Yes",
    ]);
  });
});

/** Of an object and of the objects in it. */
function keysOf(words: object): readonly string[] {
  const inner = ([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value).map((each) => `${key}.${each}`) : [key];
  return Object.entries(words).flatMap(inner).sort();
}

describe("the words", () => {
  it("are those of the first supported language", async () => {
    const { languageOf } = await load<{ languageOf: (wanted: readonly (string | undefined)[]) => string }>("words.js");
    expect(languageOf([undefined, "fr-FR", "ur-PK", "en"])).toBe("ur");
    expect(languageOf(["fr"])).toBe("en");
  });

  it.each(["words-", "call-words-"])("of %s are complete in every language", async (prefix) => {
    const files = readdirSync(web).filter((name) => name.startsWith(prefix));
    const keys = await Promise.all(files.map(async (name) => keysOf((await load<{ words: object }>(name)).words)));
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const each of keys) expect(each).toEqual(keys[0]);
  });
});
