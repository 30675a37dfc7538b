import { join } from "node:path";
import { Problem } from "../../../shared/http/problem.ts";
import { toProblem } from "../../../shared/http/to-problem.ts";
import { callerAddress } from "../../../shared/security/caller-address.ts";
import type { VisitorTokens } from "../../../shared/security/tokens/visitor-tokens.ts";
import type { DemoVisits } from "../../engines/demo/visits.ts";
import { readBody } from "../http/body.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { dataHeaders, header } from "../http/headers.ts";
import { staticFolder } from "../http/static-folder.ts";
import { pageLetters } from "../theme/page-letters.ts";
import { pageLook } from "../theme/page-look.ts";
import type { CallOffer } from "../widget/offer.ts";
import { pageWords } from "./page-words.ts";
import { brandCss, buildingPage, demoPage, messagePage, passwordPage } from "./render.ts";

interface DemoPageDependencies {
  readonly visits: DemoVisits;
  readonly tokens: VisitorTokens;
  readonly staticRoot: string;
  readonly behindLoadBalancer: boolean;
  calls(): Promise<CallOffer>;
}

const pathForm = /^\/demos\/([A-Za-z0-9_-]{1,64})(?:\/(brand\.css|logo\.png|activity))?$/;
/** Any demo's page reads it, so it holds nothing of one. */
const sentLook: HttpReply = {
  status: 200,
  headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=300" },
  body: pageLook + pageLetters,
};
const maxFormBytes = 2_000;
const cookie = "demo_ticket";

/** The pages of demos at `/demos/{link}`: no framework, no inline script or style, and nothing of another origin. */
export function demoPages(deps: DemoPageDependencies): (exchange: Exchange) => Resource | undefined {
  const web = staticFolder(join(deps.staticRoot, "functions/endpoints/demos/web"));

  return ({ path, method }) => {
    const asset = path.startsWith("/demos/assets/") ? path.slice("/demos/assets/".length) : "";
    if (asset === "look.css") return byMethod("/demos/assets/*", { GET: async () => sentLook }, method);
    if (web.has(asset)) {
      const caching = { "Cache-Control": "public, max-age=300" };
      return byMethod("/demos/assets/*", { GET: (exchange) => web.answer(asset, exchange, caching) }, method);
    }
    const [, token, part] = pathForm.exec(path) ?? [];
    if (token === undefined) return undefined;
    if (part === "brand.css")
      return byMethod("/demos/{link}/brand.css", { GET: (exchange) => sendBrand(exchange, token) }, method);
    if (part === "logo.png")
      return byMethod("/demos/{link}/logo.png", { GET: (exchange) => sendLogo(exchange, token) }, method);
    if (part === "activity")
      return byMethod("/demos/{link}/activity", { GET: (exchange) => sendActivity(exchange, token) }, method);
    const shown = {
      GET: (exchange: Exchange) => show(exchange, token),
      POST: (exchange: Exchange) => unlock(exchange, token),
    };
    return byMethod("/demos/{link}", shown, method);
  };

  async function show(exchange: Exchange, token: string): Promise<HttpReply> {
    try {
      const opened = await deps.visits.open(token, ticketOf(exchange));
      if (opened.demo.status === "building") return page(200, await buildingPage(opened.demo));
      await deps.visits.view(opened, callerAddress(exchange.request, deps));
      return page(200, await demoPage(opened.demo, token), await deps.calls());
    } catch (error) {
      return explain(error, token);
    }
  }

  async function unlock(exchange: Exchange, token: string): Promise<HttpReply> {
    try {
      const form = new URLSearchParams((await readBody(exchange.request, maxFormBytes)).toString("utf8"));
      const ticket = await deps.visits.unlock(token, form.get("password") ?? "", callerAddress(exchange.request, deps));
      const secure = deps.behindLoadBalancer ? "; Secure" : "";
      const set = `${cookie}=${ticket}; Path=/demos/${token}; HttpOnly; SameSite=Strict; Max-Age=43200${secure}`;
      return { status: 303, headers: { ...dataHeaders, Location: `/demos/${token}`, "Set-Cookie": set }, body: "" };
    } catch (error) {
      return explain(error, token);
    }
  }

  async function sendBrand(exchange: Exchange, token: string): Promise<HttpReply> {
    const { demo } = await deps.visits.open(token, ticketOf(exchange));
    return { status: 200, headers: { "Content-Type": "text/css; charset=utf-8" }, body: brandCss(demo) };
  }

  async function sendLogo(exchange: Exchange, token: string): Promise<HttpReply> {
    const png = await deps.visits.logo(await deps.visits.open(token, ticketOf(exchange)));
    if (png === undefined) throw new Problem(404, "path-unknown", "This demo has no logo.");
    const headers = { ...exchange.headers, "Content-Type": "image/png", "Content-Length": String(png.byteLength) };
    exchange.response.writeHead(200, headers).end(png);
    return { written: true };
  }

  /** The visitor's chat token says whose conversation it is. */
  async function sendActivity(exchange: Exchange, token: string): Promise<HttpReply> {
    const { demo } = await deps.visits.open(token, ticketOf(exchange));
    const [, bearer = ""] = /^Bearer +(\S+)$/i.exec(header(exchange.request, "authorization") ?? "") ?? [];
    const visitor = await deps.tokens.verify(bearer, "chat");
    if (visitor.tenantId !== demo.sandbox)
      throw new Problem(403, "origin-not-allowed", "The token is of another chat.");
    const body = JSON.stringify({ turns: await deps.visits.agentTurns(visitor) });
    return { status: 200, headers: { "Content-Type": "application/json; charset=utf-8" }, body };
  }
}

/** @throws what is not a visitor's to know */
async function explain(error: unknown, token: string): Promise<HttpReply> {
  const problem = toProblem(error);
  if (problem.status >= 500) throw error;
  const { status, code, detail } = problem;
  const asks = code === "link-password-required" || code === "link-password-wrong";
  const wrong = code === "link-password-wrong" ? pageWords.en.wrong : null;
  const body = asks
    ? await passwordPage(token, wrong)
    : await messagePage(titles[code] ?? "This demo cannot be opened", detail);
  const reply = page(status, body);
  return { ...reply, headers: { ...reply.headers, ...problem.headers } };
}

const titles: Readonly<Record<string, string>> = {
  "link-not-found": "There is no demo here",
  "link-expired": "This demo has expired",
  "link-revoked": "This demo was withdrawn",
  "demo-removed": "This demo was removed",
  "demo-paused": "This demo is paused",
  "demo-failed": "This demo could not be made",
  "link-tries-used": "Too many wrong passwords",
  "link-visitor-cap": "Enough for today",
  "link-day-cap": "Enough for today",
};

function page(status: number, body: string, calls?: CallOffer) {
  const livekit = calls?.livekit_url ?? null;
  const connect = livekit === null ? "'self'" : `'self' ${livekit} ${livekit.replace(/^ws/, "http")}`;
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${connect}; img-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
  const headers = {
    ...dataHeaders,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy,
    "X-Robots-Tag": "noindex",
  };
  return { status, headers, body };
}

function ticketOf({ request }: Exchange): string | undefined {
  const cookies = header(request, "cookie") ?? "";
  return new RegExp(`(?:^|; )${cookie}=([\\w.-]+)`).exec(cookies)?.[1];
}
