import type { PdfLanguage } from "../../../shared/documents/pdf/pdf-document.ts";
import type { OpenedProposal } from "../../engines/pricing/proposals/public-proposals.ts";
import { proposalTime, type ShownRow, shownProposal } from "../../engines/pricing/proposals/shown.ts";
import { filledIn, type ProposalWords, proposalWords } from "../../engines/pricing/proposals/words.ts";
import { escaped, iconLink, pageFrame } from "../theme/page-frame.ts";
import { style } from "./style.ts";

/** The page of a proposal. It works without scripts. `refused`: the form was sent incomplete. */
export function proposalPage({ contents, proposal, standing }: OpenedProposal, token: string, refused = false): string {
  const words = proposalWords[contents.language];
  const shown = shownProposal(contents);
  const { hash } = proposal.offer;
  const facts = shown.facts
    .map(({ label, value }) => `<dt>${escaped(label)}</dt><dd><bdi>${escaped(value)}</bdi></dd>`)
    .join("");
  const heads = [words.what, words.units, words.price, words.amount];
  return pageOf(
    { language: contents.language, title: shown.title },
    `<header><p>${escaped(shown.heading)}</p><h1><bdi>${escaped(shown.title)}</bdi></h1></header>
${noticeOf({ contents, proposal, standing }, words)}
${shown.introduction.map((paragraph) => `<p dir="auto">${escaped(paragraph)}</p>`).join("\n")}
<section aria-labelledby="sum"><h2 id="sum">${escaped(words.total)}</h2><p class="figure"><bdi>${escaped(shown.total)}</bdi></p><dl>${facts}</dl></section>
<section aria-labelledby="charge"><h2 id="charge">${escaped(words.monthlyCharge)}</h2>
<div class="wide" role="region" aria-label="${escaped(words.what)}" tabindex="0"><table><thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join("")}</tr></thead>
<tbody>${shown.rows.map(rowOf).join("\n")}</tbody></table></div>
${shown.notes.map((note) => `<p>${escaped(note)}</p>`).join("\n")}
<a class="button plain" href="/proposals/${token}/proposal.pdf">${escaped(words.pdf)}</a></section>
${standing === "open" ? acceptanceForm({ words, token, hash, client: contents.client_name, refused }) : ""}
<p class="hash">${escaped(words.version)}: <bdi dir="ltr">${hash}</bdi></p>`,
  );
}

function rowOf({ label, units, price, amount, kind }: ShownRow): string {
  const cells = [units, price, amount].map((cell) => `<td>${escaped(cell)}</td>`).join("");
  return `<tr${kind === "total" ? ' class="total"' : ""}><th scope="row">${escaped(label)}</th>${cells}</tr>`;
}

function noticeOf({ contents, proposal, standing }: OpenedProposal, words: ProposalWords): string {
  const { language } = contents;
  if (standing === "open") return "";
  const { acceptance, offer } = proposal;
  if (standing === "accepted" && acceptance !== null) {
    const text = filledIn(words.accepted, { name: acceptance.name, date: proposalTime(acceptance.at, language) });
    return `<p class="notice" role="status">${escaped(text)}</p>`;
  }
  const over = standing === "withdrawn" ? words.withdrawn : words.expired;
  const text = filledIn(over, { date: proposalTime(offer.validUntil, language) });
  return `<p class="notice bad" role="status">${escaped(text)}</p>`;
}

function acceptanceForm(form: {
  readonly words: ProposalWords;
  readonly token: string;
  readonly hash: string;
  readonly client: string;
  readonly refused: boolean;
}): string {
  const { words, token, hash, client, refused } = form;
  return `<section aria-labelledby="accept"><h2 id="accept">${escaped(words.accept)}</h2><p>${escaped(words.acceptIntro)}</p>
${refused ? `<p class="error" role="alert">${escaped(words.nameMissing)}</p>` : ""}
<form method="post" action="/proposals/${token}/acceptance"><input type="hidden" name="hash" value="${hash}">
<label for="name">${escaped(words.name)}</label><input type="text" id="name" name="name" required maxlength="120" autocomplete="name">
<label class="tick"><input type="checkbox" name="agree" value="yes" required><span>${escaped(filledIn(words.agree, { client }))}</span></label>
<button type="submit">${escaped(words.acceptButton)}</button></form></section>`;
}

/** A page that says why there is nothing to see, in every language, because the link tells none. */
export function refusalPage(details: Readonly<Record<PdfLanguage, string>>): string {
  const notice = `<p class="notice bad" role="alert">${escaped(details.en)}</p>
<p class="notice bad" lang="hi">${escaped(details.hi)}</p>
<p class="notice bad" lang="ur" dir="rtl">${escaped(details.ur)}</p>`;
  const heading = `<h1>Proposal · <span lang="hi">प्रस्ताव</span> · <bdi lang="ur">تجویز</bdi></h1>`;
  return pageOf({ language: "en", title: "Proposal" }, `${heading}${notice}`);
}

function pageOf(page: { readonly language: string; readonly title: string }, body: string): string {
  return pageFrame({ ...page, style, head: `${iconLink}<meta name="robots" content="noindex">` }, body);
}
