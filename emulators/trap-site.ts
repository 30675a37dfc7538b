import { performance } from "node:perf_hooks";
import { alreadyAnswered, reply, type StandIn, type StandInBindings, serve } from "./http.ts";
import { allTraps } from "./trap-site/all-traps.ts";
import { notFound, page, type Trap, type TrapAnswer } from "./trap-site/trap.ts";

/** A request to a trap. `sent`: the bytes of its body, for traps that write it themselves. */
export interface AskedOfTrap {
  readonly trap: string;
  readonly path: string;
  readonly userAgent: string;
  readonly cookie: string;
  /** Milliseconds of a clock that only goes on. */
  readonly at: number;
  sent: number;
}

export interface TrapSite extends StandIn {
  readonly traps: readonly (Pick<Trap, "name" | "must" | "expects"> & { readonly start: string })[];
  /** The origins that a crawler is led to: one for most traps, and one each for those with a robots.txt of their own. */
  readonly origins: readonly string[];
  readonly asked: readonly AskedOfTrap[];
  /** What a server inside the network was asked: nothing, by a crawler that no trap catches. */
  readonly askedInside: readonly string[];
}

const keptRequests = 20_000;

/**
 * Starts a web site of traps for crawlers. Its first page lists them; `GET /_site/traps` says what each one must not do to
 * a crawler, and `GET /_site/asked` what was asked.
 */
export async function startTrapSite({ port }: { readonly port: number }): Promise<TrapSite> {
  const asked: AskedOfTrap[] = [];
  const askedInside: string[] = [];
  const urls = new Map<string, string>();
  const servers: StandIn[] = [];
  const close = async () => void (await Promise.all(servers.map((server) => server.close())));

  async function open(at: number, fetch: (bindings: StandInBindings) => Response): Promise<StandIn> {
    const server = await serve({ port: at, fetch: (_request, bindings) => fetch(bindings) });
    servers.push(server);
    return server;
  }

  function answerTrap(trap: Trap, path: string, { received, response }: StandInBindings, inside: string): Response {
    const { headers, query } = received;
    const cookie = headers.cookie ?? "";
    const userAgent = headers["user-agent"] ?? "";
    const entry = { trap: trap.name, path, userAgent, cookie, at: performance.now(), sent: 0 };
    if (asked.length < keptRequests) asked.push(entry);
    const sent = (bytes: number) => {
      entry.sent += bytes;
    };
    const own = urls.get(trap.name) ?? "";
    return responseOf(trap.answer({ path, query, cookie, own, inside, response, sent }));
  }

  function answerMain({ received, response }: StandInBindings, inside: string): Response {
    const [, name = "", ...rest] = received.path.split("/");
    const trap = folders.find((each) => each.name === name);
    if (trap && rest.length > 0) return answerTrap(trap, `/${rest.join("/")}`, { received, response }, inside);
    if (received.path === "/") return responseOf(listOf(traps));
    if (received.path === "/_site/traps") return reply({ status: 200, body: traps });
    if (received.path === "/_site/asked") return reply({ status: 200, body: { asked, askedInside } });
    return responseOf(received.path === "/robots.txt" ? { body: "User-agent: *\nDisallow: /_site/\n" } : notFound);
  }

  const folders = allTraps.filter(({ hasOwnOrigin }) => !hasOwnOrigin);
  let traps: TrapSite["traps"] = [];
  try {
    const inside = await open(0, ({ received }) => {
      askedInside.push(received.path);
      return responseOf(page("<p>Founded in 1901.</p>"));
    });
    const main = await open(port, (bindings) => answerMain(bindings, inside.url));
    for (const { name } of folders) urls.set(name, `${main.url}/${name}`);
    for (const trap of allTraps.filter(({ hasOwnOrigin }) => hasOwnOrigin)) {
      const own = await open(0, (bindings) => answerTrap(trap, bindings.received.path, bindings, inside.url));
      urls.set(trap.name, own.url);
    }
    traps = allTraps.map(({ name, must, expects, start }) => {
      const at = { own: urls.get(name) ?? "", inside: inside.url };
      return { name, must, expects, start: start?.(at) ?? `${at.own}/` };
    });
    const origins = servers.map(({ url }) => url).filter((url) => url !== inside.url);
    return { url: main.url, traps, origins, asked, askedInside, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listOf(traps: TrapSite["traps"]): TrapAnswer {
  const items = traps.map(({ name, must, start }) => `<li><a href="${start}">${name}</a>: ${must}</li>`);
  return page(`<h1>Trap House</h1><p>Since 1987.</p><ul>${items.join("")}</ul>`);
}

function responseOf(answer: TrapAnswer): Response {
  if (answer === undefined) return alreadyAnswered();
  const { status = 200, headers = {}, body = "" } = answer;
  return new Response(typeof body === "string" ? body : new Uint8Array(body), { status, headers });
}
