import type { FactSource, ResearchReport } from "../../../../shared/contracts/lifecycle/research.ts";
import type { PdfBlock, PdfDocument, PdfSource, PdfText } from "../../../../shared/documents/pdf/pdf-document.ts";
import { writtenValue } from "../report/find-contradictions.ts";
import { type ReportLanguage, reportWords } from "./words.ts";

/** A report as a document to print: each fact has the numbers of the pages that say it. Pure. */
export function reportPdf(report: ResearchReport, language: ReportLanguage): PdfDocument {
  const words = reportWords[language];
  const day = dayIn(language);
  const numbers = new Map<string, number>();
  const sources: PdfSource[] = [];
  const numberOf = ({ page_id, url, kind, fetched_at }: FactSource): number => {
    const known = numbers.get(page_id);
    if (known !== undefined) return known;
    const detail = `${words.readAt} ${day(fetched_at)}`;
    const text = kind === "person" ? words.person : words.sources[kind];
    sources.push({ text, ...(url === null ? {} : { url }), detail });
    numbers.set(page_id, sources.length);
    return sources.length;
  };
  const facts: readonly (readonly PdfText[])[] = report.facts.map((fact) => [
    fact.label === "" ? words.kinds[fact.kind] : `${words.kinds[fact.kind]} (${fact.label})`,
    { text: writtenValue(fact), sources: [...new Set([fact.source, ...fact.others].map(numberOf))] },
    words.statuses[fact.status],
  ]);
  const kindName = (kind: string) => Object.entries(words.kinds).find(([each]) => each === kind)?.[1] ?? kind;
  const leftOut = report.left_out.map((left) => words.leftOut(kindName(left.kind), left.facts));
  const { business, contradictions, gaps, themes, competitors, opportunities, questions } = report;
  const section = (title: string, blocks: readonly PdfBlock[]): readonly PdfBlock[] => [
    { type: "section", level: 1, title },
    ...(blocks.length > 0 ? blocks : [{ type: "paragraph", text: words.none } as const]),
  ];
  const list = (items: readonly PdfText[]): readonly PdfBlock[] => (items.length > 0 ? [{ type: "list", items }] : []);
  const figure = (label: string, { length }: readonly unknown[]) => ({ label, value: String(length) });

  return {
    language,
    title: `${words.title}: ${business.name}`,
    author: words.author,
    madeAt: report.written_at,
    facts: [
      { label: words.written, value: day(report.written_at) },
      { label: words.revision, value: String(report.revision) },
      ...(business.site === null ? [] : [{ label: words.site, value: business.site }]),
    ],
    blocks: [
      ...section(words.summary, [
        {
          type: "figures",
          figures: [
            figure(words.facts, report.facts),
            figure(words.contradictions, contradictions),
            figure(words.gaps, gaps),
            figure(words.opportunities, opportunities),
          ],
        },
      ]),
      ...section(words.facts, [...(facts.length === 0 ? [] : [factTable(facts, words)]), ...list(leftOut)]),
      ...section(
        words.contradictions,
        contradictions.length === 0
          ? []
          : [
              { type: "note", tone: "warning", text: words.contradictory },
              ...list(
                contradictions.map(({ kind, topic, values }) => {
                  const name = kindName(kind);
                  return `${topic === "" ? name : `${name} (${topic})`}: ${values.map(({ value }) => value).join(" | ")}`;
                }),
              ),
            ],
      ),
      ...section(words.gaps, list(gaps.map(({ question, why }) => `${question} ${why}`))),
      ...section(
        words.themes,
        themes.length === 0
          ? []
          : [
              {
                type: "bars",
                caption: words.mentions,
                bars: themes.map(({ name, mentions, of }) => ({
                  label: name,
                  value: mentions,
                  shown: `${mentions} / ${of}`,
                })),
              },
              ...list(themes.flatMap(({ name, quotes }) => (quotes[0] ? [`${name}: “${quotes[0].text}”`] : []))),
            ],
      ),
      ...section(
        words.competitors,
        list(
          competitors.map(({ name, rating, reviews, why }) =>
            [name, rating === null ? "" : `${rating} / 5 (${reviews ?? "?"})`, why]
              .filter((part) => part !== "")
              .join(", "),
          ),
        ),
      ),
      ...section(
        words.opportunities,
        list(opportunities.map(({ name, why, basis }) => `${name}: ${why} ${basis}`.trim())),
      ),
      ...section(words.questions, list(questions.map(({ topic, asked }) => `${topic} (${asked})`))),
    ],
    sources,
  };
}

function factTable(rows: readonly (readonly PdfText[])[], words: (typeof reportWords)[ReportLanguage]): PdfBlock {
  const columns = [{ title: words.facts, width: 1.2 }, { title: words.value, width: 3 }, { title: words.status }];
  return { type: "table", columns, rows };
}

function dayIn(language: ReportLanguage): (iso: string) => string {
  const format = new Intl.DateTimeFormat({ en: "en-IN", hi: "hi-IN" }[language], {
    dateStyle: "long",
    timeZone: "Asia/Kolkata",
  } as const);
  return (iso) => format.format(new Date(iso));
}
