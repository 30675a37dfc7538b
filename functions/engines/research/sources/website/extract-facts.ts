import type { ResearchFinding } from "../../../../../shared/events/lifecycle/research-claims.ts";
import type { SitePage } from "../../../../../shared/knowledge/reading/web-pages/read-site-page.ts";
import { phonesIn } from "../../facts/read-phones.ts";
import type { ReadSettings } from "../../facts/reading.ts";
import { emailsIn, saysClaim } from "../../facts/says.ts";
import { type Claimed, type Line, whole } from "./claimed.ts";
import { declaredFacts } from "./declared-facts.ts";
import { socialIn } from "./social-in.ts";
import { textFacts } from "./text-facts.ts";

const mostFindings = 300;

/** What a page says of the business, by patterns. Each finding's span has been read again (`saysClaim`). */
export function extractFacts(
  page: Pick<SitePage, "text" | "linksAt" | "declaredAt" | "headings">,
  settings: ReadSettings,
): readonly ResearchFinding[] {
  const visible = linesOf(page.text, 0, page.linksAt);
  const links = linesOf(page.text, page.linksAt, page.declaredAt);
  const declared = linesOf(page.text, page.declaredAt, page.text.length);
  const found = [
    ...declaredFacts(declared, settings).map((each) => ({ ...each, origin: "structured" as const })),
    ...textFacts(visible, settings, new Set(page.headings)).map((each) => ({ ...each, origin: "text" as const })),
    ...linkFacts(links, settings).map((each) => ({ ...each, origin: "link" as const })),
  ];
  return found
    .filter(({ claim, span }) => saysClaim(claim, page.text.slice(span.start, span.end), settings))
    .slice(0, mostFindings)
    .map(({ claim, span, origin, label = "" }) => ({ ...claim, span, origin, label: label.slice(0, 40) }));
}

function linesOf(text: string, from: number, to: number): readonly Line[] {
  const lines: Line[] = [];
  let start = from;
  for (const line of text.slice(from, to).split("\n")) {
    if (line !== "") lines.push({ text: line, start });
    start += line.length + 1;
  }
  return lines;
}

function linkFacts(lines: readonly Line[], settings: ReadSettings): readonly Claimed[] {
  return lines.flatMap((line): readonly Claimed[] => {
    const { text } = line;
    if (/^tel:/i.test(text))
      return phonesIn(text, settings).map(({ number }) => ({
        claim: { kind: "phone", value: number },
        span: whole(line),
      }));
    if (/^mailto:/i.test(text))
      return emailsIn(text).map(({ email }) => ({ claim: { kind: "email", value: email }, span: whole(line) }));
    return socialIn(text).map((claim) => ({ claim, span: whole(line) }));
  });
}
