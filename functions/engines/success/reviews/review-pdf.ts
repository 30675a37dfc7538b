import type { PdfBlock, PdfDocument, PdfSource } from "../../../../shared/documents/pdf/pdf-document.ts";
import { amountText } from "../../../../shared/payments/amount.ts";
import type { KpiName } from "../kpis.ts";
import type { Review, ReviewContents } from "./review.ts";
import { healthWords, kpiWords, playbookWords, type ReviewLanguage, reviewWords, statusWords } from "./review-words.ts";

const end = "end" as const;
const usd = (nano: number) => `US$ ${(nano / 1e9).toFixed(2)}`;
const share = (value: number) => `${(value * 100).toFixed(1)} %`;
const shares: ReadonlySet<KpiName> = new Set(["containment", "resolution", "handoff_rate", "conversion"]);

/** A quarter's review as a document to print, in which each section names the request that gives its figures. Pure. */
export function reviewPdf(
  review: ReviewContents & Partial<Pick<Review, "revision">>,
  about: { readonly client: string; readonly language: ReviewLanguage; readonly madeAt: string },
): PdfDocument {
  const { client, language, madeAt } = about;
  const words = reviewWords[language];
  const sources = sourcesOf(review);
  const section = (title: string, source: number): readonly PdfBlock[] => [
    { type: "section", level: 1, title },
    { type: "paragraph", text: { text: words.source, sources: [source] } },
  ];
  const orNone = (block: PdfBlock & { type: "table" }): PdfBlock =>
    block.rows.length === 0 ? { type: "paragraph", text: words.none } : block;
  const number = (value: number | null, digits: number) => (value === null ? "–" : value.toFixed(digits));
  const kpi = (name: KpiName, currency: string | null, value: number | null) => {
    if (value === null) return "–";
    if (shares.has(name)) return share(value);
    if (name === "cost_per_resolution") return `US$ ${value.toFixed(3)}`;
    if (name === "csat" || name === "nps") return value.toFixed(name === "csat" ? 2 : 0);
    return currency === null ? "–" : amountText(value, currency);
  };
  const task = ({ playbook, subject, title }: ReviewContents["tasks"]["listed"][number]) => {
    const named = title ?? playbookWords[language][playbook];
    return subject === null ? named : `${named}: ${subject}`;
  };
  const { months, kpis, health, sla, quality, experiments, tasks, spend, proposals } = review;
  const conversations = months.reduce((sum, { conversations: of }) => sum + of, 0);
  return {
    language,
    title: `${words.title}: ${client}`,
    subtitle: review.quarter,
    author: client,
    madeAt,
    facts: [
      { label: words.quarter, value: review.quarter },
      { label: words.days, value: `${review.from} – ${review.until}` },
      { label: words.timeZone, value: review.zone },
      { label: words.revision, value: String(review.revision ?? 0) },
    ],
    sources,
    blocks: [
      ...(review.isOver ? [] : [{ type: "note", tone: "warning", text: words.ongoing } as const]),
      {
        type: "figures",
        figures: [
          { value: String(conversations), label: words.conversations },
          {
            value: health.score === null ? "–" : `${health.score} / 100`,
            label: words.health,
            note: healthWords[language][health.status],
          },
          { value: usd(spend.totalNanoUsd), label: words.spend },
        ],
      },
      ...section(words.kpis, 1),
      {
        type: "table",
        columns: [
          { title: words.kpi, width: 2.4 },
          ...[words.value, words.before, words.target].map((title) => ({ title, align: end, width: 1.4 })),
          { title: words.status },
        ],
        rows: kpis.map(({ name, value, before, target, targetItem, currency, met }) => [
          ...[kpiWords[language][name], kpi(name, currency, value), kpi(name, currency, before)],
          target === null ? words.noTarget : `${kpi(name, currency, target)} ${targetItem ?? ""}`.trim(),
          met === null ? "–" : met ? words.met : words.missed,
        ]),
      },
      ...section(words.months, 1),
      orNone({
        type: "table",
        columns: [
          { title: words.month },
          ...[words.conversations, kpiWords[language].containment, kpiWords[language].resolution].map((title) => ({
            title,
            align: end,
            width: 1.5,
          })),
          { title: kpiWords[language].csat, align: end },
          { title: words.spend, align: end },
        ],
        rows: months.map(({ month, conversations: of, containment, resolution, csat, costNanoUsd }) => [
          ...[month, String(of), containment === null ? "–" : share(containment)],
          ...[resolution === null ? "–" : share(resolution), number(csat, 2), usd(costNanoUsd)],
        ]),
      }),
      ...section(words.sla, 2),
      orNone({
        type: "table",
        columns: [
          { title: words.month },
          ...[words.availability, words.downMinutes, words.credit].map((title) => ({ title, align: end })),
        ],
        rows: sla.map(({ month, availabilityPercent, downMinutes, creditMinor, currency }) => [
          ...[month, availabilityPercent === null ? "–" : `${availabilityPercent} %`, String(downMinutes)],
          amountText(creditMinor, currency),
        ]),
      }),
      ...section(words.quality, 1),
      {
        type: "table",
        columns: [
          { title: words.kpi, width: 2 },
          ...[words.value, words.before].map((title) => ({ title, align: end })),
        ],
        rows: [
          [words.qualityMean, number(quality.mean, 2), number(quality.before, 2)],
          [words.hallucination, number(quality.hallucination, 2), "–"],
          [words.evaluated, String(quality.count), "–"],
        ],
      },
      ...section(words.experiments, 3),
      orNone({
        type: "table",
        columns: [{ title: words.name, width: 2 }, { title: words.status }, { title: words.verdicts, width: 3 }],
        rows: experiments.map(({ name, status, arms, reason }) => [
          ...[name, status],
          [...arms.map(({ key, verdict, measured }) => `${key}: ${verdict} (${measured})`), reason]
            .filter((text) => text !== "")
            .join("; "),
        ]),
      }),
      ...section(words.tasks, 4),
      {
        type: "paragraph",
        text: Object.entries(tasks.counts)
          .map(([status, count]) => `${statusWords[language][status as keyof typeof tasks.counts]}: ${count}`)
          .join(", "),
      },
      orNone({
        type: "table",
        columns: [{ title: words.task, width: 4 }, { title: words.status }, { title: words.openedAt }],
        rows: tasks.listed.map((each) => [task(each), statusWords[language][each.status], each.openedAt.slice(0, 10)]),
      }),
      ...section(words.spend, 5),
      orNone({
        type: "table",
        columns: [
          { title: words.component, width: 2 },
          { title: words.amount, align: end },
        ],
        rows: Object.entries(spend.byComponent).map(([name, nano]) => [name, usd(nano)]),
      }),
      ...(Object.keys(spend.unpriced).length === 0
        ? []
        : [{ type: "paragraph", text: `${words.unpriced}: ${Object.keys(spend.unpriced).join(", ")}` } as const]),
      ...section(words.proposals, 4),
      proposals.length === 0
        ? { type: "paragraph", text: words.none }
        : {
            type: "list",
            numbered: true,
            items: proposals.map((each) =>
              each.type === "task-open"
                ? `${words.proposeTask}: ${task(each.task)}`
                : `${words.proposeTarget}: ${kpiWords[language][each.kpi]}`,
            ),
          },
    ],
  };
}

/** The requests whose answers hold the figures, in the order in which the sections count them. */
function sourcesOf({ from, until }: ReviewContents): readonly PdfSource[] {
  return [
    { text: `GET /v1/metrics/days?from=${from}&until=${until}`, detail: "KPIs: GET /v1/kpis" },
    { text: "GET /v1/sla/reports/{month}" },
    { text: "GET /v1/experiments" },
    { text: "GET /v1/success/tasks" },
    { text: `GET /v1/spend?from=${from}&until=${until}` },
  ];
}
