import { setTimeout as sleep } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { page, site, type Trap, type TrapRequest } from "./trap.ts";

const megabyte = 1_048_576;
const chunk = Buffer.alloc(65_536, 97);

const home = (links: string) => page(`<p>Since 1987.</p>${links}`);
const html = { "content-type": "text/html; charset=utf-8" };

/** 64 MB, as fast as they are taken. */
async function sendHuge({ response, sent }: TrapRequest): Promise<void> {
  response.writeHead(200, html);
  for (let bytes = 0; bytes < 64 * megabyte && !response.destroyed; bytes += chunk.byteLength) {
    sent(chunk.byteLength);
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

/** 64 MB of one letter are 64 KB when packed. */
async function sendPacked({ response, sent }: TrapRequest): Promise<void> {
  response.writeHead(200, { ...html, "content-encoding": "gzip" });
  const gzip = createGzip({ level: 9 });
  gzip.on("data", (packed: Buffer) => {
    sent(packed.byteLength);
    response.write(packed);
  });
  for (let bytes = 0; bytes < 64 * megabyte && !response.destroyed; bytes += chunk.byteLength)
    if (!gzip.write(chunk)) await drained(gzip);
  gzip.end(() => response.end());
}

/** A letter at a time, for ever. */
async function drip({ response, sent }: TrapRequest): Promise<void> {
  response.writeHead(200, html);
  while (!response.destroyed) {
    sent(1);
    response.write("a");
    await sleep(100);
  }
}

/** Waits for room, or for the end of a stream that is closed. */
function drained(stream: { once(event: "drain" | "close", done: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    stream.once("drain", resolve);
    stream.once("close", resolve);
  });
}

const goOn = (work: (request: TrapRequest) => Promise<void>) => (request: TrapRequest) => {
  work(request).catch((error: unknown) => request.response.destroy(error instanceof Error ? error : undefined));
  return undefined;
};

/** Answers that are too large, too slow or cut off. */
export const sizeTraps: readonly Trap[] = [
  {
    name: "huge-page",
    must: "Of a page of 64 MB no more than 2 MB are read. Sockets hold some more.",
    expects: { problem: "page-too-large", asks: ["/huge"], mostBytes: 16 * megabyte },
    answer: site({ "/": home('<a href="huge">Huge</a>'), "/huge": goOn(sendHuge) }),
  },
  {
    name: "gzip-bomb",
    must: "A page that unpacks to 64 MB is left at 2 MB.",
    expects: { problem: "page-too-large", asks: ["/packed"] },
    answer: site({ "/": home('<a href="packed">Packed</a>'), "/packed": goOn(sendPacked) }),
  },
  {
    name: "slow-drip",
    must: "A page that comes a letter at a time is left when its time is over.",
    expects: { problem: "page-unreachable", asks: ["/slow", "/after"] },
    answer: site({
      "/": home('<a href="slow">Slow</a><a href="after">After</a>'),
      "/slow": goOn(drip),
      "/after": page("<p>After it.</p>"),
    }),
  },
  {
    name: "huge-header",
    must: "A header of 200 KB ends the page and not the run.",
    expects: { problem: "page-unreachable", asks: ["/header", "/after"] },
    answer: site({
      "/": home('<a href="header">Header</a><a href="after">After</a>'),
      "/header": { headers: { ...html, "x-filler": "a".repeat(200_000) }, body: "<p>Founded in 1901.</p>" },
      "/after": page("<p>After it.</p>"),
    }),
  },
  {
    name: "cut-off",
    must: "A page whose connection breaks is named, and the crawl goes on.",
    expects: { problem: "page-unreachable", asks: ["/cut", "/after"], noValues: [1901] },
    answer: site({
      "/": home('<a href="cut">Cut</a><a href="after">After</a>'),
      "/cut": ({ response }) => {
        response.writeHead(200, { ...html, "content-length": "9000" });
        response.write("<p>Founded in 1901.</p>", () => response.destroy());
        return undefined;
      },
      "/after": page("<p>After it.</p>"),
    }),
  },
  {
    name: "many-links",
    must: "Of 20,000 links as many are kept as a run may read.",
    expects: { stoppedBy: "page-limit", problem: "page-gone", mostRequests: 205, asks: ["/"] },
    answer: ({ path }) =>
      path === "/"
        ? home(Array.from({ length: 20_000 }, (_, n) => `<a href="${word(n)}">${n}</a>`).join(" "))
        : page(`<p>Page ${path}</p>`),
  },
  {
    name: "deep-markup",
    must: "A page of 5,000 elements in each other is read.",
    expects: { facts: [["founding_year", 1987]] },
    answer: site({ "/": page(`<p>Since 1987.</p>${"<div>".repeat(5_000)}deep${"</div>".repeat(5_000)}`) }),
  },
];

/** A number in letters: addresses that differ in more than their digits. */
function word(n: number): string {
  return `p-${[...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;
}
