import { Problem } from "../../../shared/http/problem.ts";
import { toProblem } from "../../../shared/http/to-problem.ts";
import { callerAddress } from "../../../shared/security/caller-address.ts";
import type { Logger } from "../../../shared/telemetry/log.ts";
import type { PublicProposals } from "../../engines/pricing/proposals/public-proposals.ts";
import { bodyText, mediaType, readBody } from "../http/body.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { dataHeaders } from "../http/headers.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { proposalPage, refusalPage } from "./page.ts";
import { styleHash } from "./style.ts";

interface ProposalPages {
  readonly proposals: PublicProposals;
  readonly behindLoadBalancer: boolean;
  readonly log: Logger;
}

const policy = `default-src 'none'; style-src ${styleHash}; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const pageHeaders = {
  ...dataHeaders,
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": policy,
  "X-Robots-Tag": "noindex",
};
const pathForm = /^\/proposals\/([A-Za-z0-9_-]{22})(\/acceptance|\/proposal\.pdf)?$/;
const maxFormBytes = 8 * 1024;
const maxName = 120;

/**
 * Proposals for clients without an account, by secret links: the page, its acceptance by a plain form, and the PDF. Nothing
 * of the proposal is a script, and no address holds a name.
 */
export function proposalsFunction({ proposals, behindLoadBalancer, log }: ProposalPages): HttpHandler {
  const messages = { refused: "Proposal request refused", failed: "Proposal request failed" };
  return httpShell({ find, messages, log });

  async function find({ path, method }: Exchange): Promise<Resource | undefined> {
    const [, token, rest] = pathForm.exec(path) ?? [];
    if (token === undefined)
      return byMethod(
        "/proposals/*",
        { GET: async () => refusal(new Problem(404, "link-not-found", unknownLink)) },
        method,
      );
    const answers = { GET: () => shown(() => show(token)) };
    if (rest === "/acceptance")
      return byMethod(
        "/proposals/:token/acceptance",
        { POST: (exchange) => shown(() => accept(token, exchange)) },
        method,
      );
    if (rest === "/proposal.pdf")
      return byMethod(
        "/proposals/:token/proposal.pdf",
        { GET: (exchange) => shown(() => sendPdf(token, exchange)) },
        method,
      );
    return byMethod("/proposals/:token", answers, method);
  }

  async function show(token: string): Promise<HttpReply> {
    return { status: 200, headers: pageHeaders, body: proposalPage(await proposals.show(token), token) };
  }

  /** Ends with a redirect, so that reloading the page sends nothing again. */
  async function accept(token: string, { request }: Exchange): Promise<HttpReply> {
    if (mediaType(request) !== "application/x-www-form-urlencoded")
      throw new Problem(415, "form-expected", "Send the form of the proposal's page.");
    const form = new URLSearchParams(bodyText(await readBody(request, maxFormBytes)));
    const name = (form.get("name") ?? "").replace(/\s+/g, " ").trim();
    if (name === "" || name.length > maxName || form.get("agree") !== "yes")
      return { status: 422, headers: pageHeaders, body: proposalPage(await proposals.show(token), token, true) };
    try {
      await proposals.accept(token, { name, hash: form.get("hash") ?? "" });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status !== 409) throw error;
      // The page says why, in the client's language.
      return { status: 409, headers: pageHeaders, body: proposalPage(await proposals.show(token), token) };
    }
    return { status: 303, headers: { ...pageHeaders, Location: `/proposals/${token}` }, body: "" };
  }

  async function sendPdf(token: string, { request, response, headers }: Exchange): Promise<HttpReply> {
    const file = await proposals.pdf(token, callerAddress(request, { behindLoadBalancer }));
    const about = { "Content-Type": "application/pdf", "Content-Disposition": 'inline; filename="proposal.pdf"' };
    response.writeHead(200, { ...headers, ...about, "Content-Length": String(file.length) }).end(file);
    return { written: true };
  }
}

/** People read these answers, so a refusal is a page. What nobody foresaw is logged by the shell. */
async function shown(answer: () => Promise<HttpReply>): Promise<HttpReply> {
  try {
    return await answer();
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500) throw error;
    return refusal(problem);
  }
}

const unknownLink = "There is nothing at this link. Check that it was copied whole.";

/** By the status of the refusal. The problem itself says it in English. */
const details: Readonly<Record<number, { readonly hi: string; readonly ur: string }>> = {
  404: {
    hi: "इस लिंक पर कुछ नहीं है। कृपया जाँचें कि लिंक पूरा कॉपी हुआ है।",
    ur: "اس لنک پر کچھ نہیں ہے۔ براہِ کرم دیکھیں کہ لنک پورا کاپی ہوا ہے۔",
  },
  410: {
    hi: "यह लिंक अब मान्य नहीं है। कृपया भेजने वाले से नया लिंक माँगें।",
    ur: "یہ لنک اب کارآمد نہیں ہے۔ براہِ کرم بھیجنے والے سے نیا لنک مانگیں۔",
  },
  429: {
    hi: "आज के लिए सीमा पूरी हो गई है। कृपया कल फिर प्रयास करें।",
    ur: "آج کی حد پوری ہو گئی ہے۔ براہِ کرم کل پھر کوشش کریں۔",
  },
};
const otherDetails = { hi: "अनुरोध पूरा नहीं हो सका।", ur: "درخواست پوری نہیں ہو سکی۔" };

function refusal({ status, detail, headers }: Problem): HttpReply {
  const body = refusalPage({ en: detail, ...(details[status] ?? otherDetails) });
  return { status, headers: { ...pageHeaders, ...headers }, body };
}
