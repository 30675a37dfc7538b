import type { PdfDocument } from "../../../../shared/documents/pdf/pdf-document.ts";
import type { ProposalContents } from "./contents.ts";
import type { Proposal } from "./proposal.ts";
import { proposalTime, shownProposal } from "./shown.ts";
import { filledIn, proposalWords } from "./words.ts";

/** A proposal as a document to print. Pure. */
export function proposalPdf({ offer, acceptance }: Proposal, contents: ProposalContents): PdfDocument {
  const words = proposalWords[contents.language];
  const shown = shownProposal(contents);
  const accepted =
    acceptance &&
    filledIn(words.accepted, {
      name: acceptance.name,
      date: proposalTime(acceptance.at, contents.language),
    });
  return {
    language: contents.language,
    title: shown.title,
    subtitle: shown.heading,
    author: contents.sender,
    madeAt: offer.at,
    facts: [...shown.facts, { label: words.version, value: offer.hash.slice(0, 16) }],
    blocks: [
      ...(accepted ? [{ type: "note", tone: "remark", text: accepted } as const] : []),
      ...shown.introduction.map((text) => ({ type: "paragraph", text }) as const),
      { type: "section", level: 1, title: words.monthlyCharge },
      {
        type: "table",
        columns: [
          { title: words.what, width: 3 },
          { title: words.units, align: "end" },
          { title: words.price, align: "end", width: 1.4 },
          { title: words.amount, align: "end", width: 1.6 },
        ],
        rows: shown.rows.map(({ label, units, price, amount, kind }) => {
          const strong = kind === "total";
          return [{ text: label, strong }, units, price, { text: amount, strong }];
        }),
      },
      ...shown.notes.map((text) => ({ type: "paragraph", text }) as const),
      { type: "paragraph", text: `${words.version}: ${offer.hash}` },
    ],
  };
}
