import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { consolePages } from "../../../functions/endpoints/console/pages.ts";
import { demoPages } from "../../../functions/endpoints/demos/index.ts";
import { httpShell } from "../../../functions/endpoints/http/shell.ts";
import { proposalsFunction } from "../../../functions/endpoints/proposals/index.ts";
import { openedProposal } from "../../../functions/endpoints/proposals/opened-proposal.fixture.ts";
import { statusFunction } from "../../../functions/endpoints/status/index.ts";
import { status } from "../../../functions/endpoints/status/status.fixture.ts";
import { demoPage } from "../../../functions/endpoints/widget/demo.ts";
import { widgetPages } from "../../../functions/endpoints/widget/pages.ts";
import { demoLanguages } from "../../../functions/engines/demo/demo-config.ts";
import { type PdfLanguage, pdfLanguages } from "../../../shared/documents/pdf/pdf-document.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { demoOf } from "./demo.fixture.ts";

const log = createLogger({ level: "silent" });
const offer = { livekit_url: null, socket_url: null };
const standings = ["open", "accepted", "expired"] as const;

/** A link of a proposal: its language and standing, in the form of a token. */
export const proposalToken = (language: PdfLanguage, standing: (typeof standings)[number]) =>
  `${language}-${standing}`.padEnd(22, "x");

/** The endpoints whose pages customers and clients open, on what a database would hold. The endpoints are the product's. */
export async function openVisitorsServer(): Promise<{ readonly url: string; close(): void }> {
  const proposals = proposalsFunction({
    proposals: {
      async show(token) {
        const [language = "", standing = ""] = token.replace(/x+$/, "").split("-");
        const found = standings.find((each) => each === standing);
        if (!found) throw new Problem(410, "link-expired", "This link has expired. Ask the sender for a new one.");
        return openedProposal({ language: pdfLanguages.find((each) => each === language) ?? "en" }, found);
      },
      accept: async () => undefined,
      pdf: async () => new Uint8Array(),
    },
    behindLoadBalancer: false,
    log,
  });
  const states = statusFunction({ read: async (slug) => (slug === status.slug ? status : undefined), log });
  const findDemo = demoPages({
    visits: {
      async open(token: string) {
        if (token === "locked") throw new Problem(401, "link-password-required", "The link needs a password.");
        if (token === "gone") throw new Problem(410, "link-expired", "Ask the sender for a new one.");
        const demo = demoOf(demoLanguages.find((each) => each === token) ?? "en");
        return { demo: token === "building" ? { ...demo, status: "building" } : demo };
      },
      view: async () => undefined,
    } as never,
    tokens: {} as never,
    staticRoot: projectRoot,
    behindLoadBalancer: false,
    calls: async () => offer,
  });
  const findWidget = widgetPages(projectRoot);
  // With the built console, which has the letters of Hindi and Urdu.
  const staticRoot = mkdtempSync(join(tmpdir(), "visitors-"));
  writeStatic(staticRoot);
  const findConsole = consolePages(staticRoot, []);
  const others = httpShell({
    async find(exchange) {
      const shows = { route: exchange.path, methods: ["GET"], answer: async () => demoPage(exchange, offer) };
      if (exchange.path === "/widget/demo") return shows;
      return findWidget(exchange) ?? findDemo(exchange) ?? findConsole(exchange);
    },
    messages: { refused: "refused", failed: "failed" },
    log,
  });
  const server = createServer((request, response) => {
    const part = request.url?.split("/")[1];
    const handler = part === "proposals" ? proposals : part === "status" ? states : others;
    void handler(request, response);
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close().closeAllConnections();
      rmSync(staticRoot, { recursive: true });
    },
  };
}

/** In a process of its own, because jest cannot run the console's bundler. */
function writeStatic(folder: string): void {
  const builder = pathToFileURL(join(projectRoot, "functions/hosts/build/static-files.ts"));
  const script = `await (await import("${builder}")).writeStaticFiles(process.argv[1], { precompressed: false })`;
  execFileSync(process.execPath, ["--input-type=module", "-e", script, folder]);
}
