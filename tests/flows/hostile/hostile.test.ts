import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../../shared/project-root.ts";
import { type Outside, startOutside } from "../stage/outside.ts";
import { type Product, startProduct } from "../stage/product.ts";
import { operationsOf } from "./hostile-operations.ts";
import { hostileClient, hostileShop, rawBodiesOf, type WayIn, webhooksOf, widgetOf } from "./hostile-requests.ts";
import { harmless, hostileBodies, hostileTexts } from "./hostile-texts.ts";

/** In CPU time of the main thread, which a busy machine does not lengthen much. */
const longestHoldMs = 200;
/** For a test that hangs: some post hundreds of messages, which a busy machine takes minutes for. */
const limitMs = 1_200_000;

let outside: Outside;
let product: Product;
let monitor: string;
let sent = 0;

beforeAll(async () => {
  outside = await startOutside();
  const preload = pathToFileURL(join(projectRoot, "tests/flows/stage/loop-monitor.ts")).href;
  product = await startProduct(outside, undefined, { NODE_OPTIONS: `--import=${preload}`, LOG_LEVEL: "error" });
  monitor = /^monitor (http\S+)/m.exec(product.output())?.[1] ?? "";
  const pushed = await product.api(`PUT /v1/configs/${hostileClient}/main`, {
    client: hostileClient,
    body: { yaml: hostileShop, activate: true },
  });
  if (pushed.status !== 200) throw new Error(JSON.stringify(pushed.body));
}, 90_000);

afterAll(async () => {
  await product?.kill();
  product?.remove();
  await outside?.stop();
});

/** The longest hold since the last call, once the product has nothing in hand. */
async function held(): Promise<number> {
  let longest = 0;
  for (let busy = true; busy; ) {
    const { longestMs, workedMs } = (await (await fetch(monitor)).json()) as { longestMs: number; workedMs: number };
    longest = Math.max(longest, longestMs);
    busy = workedMs > 10;
  }
  return longest;
}

/** A body that is refused for its size may end the connection before it is sent. */
async function send(way: WayIn, text: string): Promise<number> {
  sent += 1;
  const response = await way.send(text, sent).catch(() => undefined);
  await response?.text();
  return response?.status ?? 413;
}

/** What held the loop too long; each gets a second chance, for the machine's sake. */
async function tooLong(way: WayIn, bodies: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const failures: string[] = [];
  const post = async ([name, body]: readonly [string, string]) => {
    const status = await send(way, body);
    if (status >= 500) failures.push(`${name}: ${status}`);
  };
  for (let times = 0; times < 3; times += 1) await send(way, harmless(10_000));
  await held();
  for (const each of Object.entries(bodies)) await post(each);
  if ((await held()) < longestHoldMs) return failures;
  for (const each of Object.entries(bodies)) {
    await post(each);
    const ms = await held();
    if (ms >= longestHoldMs) failures.push(`${each[0]}: ${Math.round(ms)} ms`);
  }
  return failures;
}

async function expectQuick(ways: readonly WayIn[], bodies: Readonly<Record<string, string>>): Promise<void> {
  for (const way of ways) expect([way.name, await tooLong(way, bodies)]).toEqual([way.name, []]);
}

function textsOf(characters: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hostileTexts).map(([name, make]) => [name, make(characters)]));
}

describe("nothing that is posted holds the event loop for 200 ms", () => {
  it(
    "by a provider, in any text it passes on",
    async () => {
      await expectQuick(webhooksOf(product), textsOf(60_000));
    },
    limitMs,
  );

  it(
    "by a visitor",
    async () => {
      await expectQuick(await widgetOf(product), textsOf(60_000));
    },
    limitMs,
  );

  it(
    "by a caller of the API, in any operation that takes a body",
    async () => {
      const operations = await operationsOf(product);
      expect(operations.length).toBeGreaterThan(15);
      await expectQuick(operations, textsOf(60_000));
    },
    limitMs,
  );

  it(
    "as a configuration or a list of recipients",
    async () => {
      const files = (await operationsOf(product)).filter(({ name }) => /text\/(yaml|csv)/.test(name));
      expect(files.map(({ name }) => name)).toEqual(
        expect.arrayContaining([expect.stringContaining("/v1/configs/validate")]),
      );
      await expectQuick(files, { ...textsOf(300_000), ...hostileBodies });
    },
    limitMs,
  );

  it(
    "as a body of an odd shape, signed or not",
    async () => {
      await expectQuick(await rawBodiesOf(product), hostileBodies);
    },
    limitMs,
  );
});
