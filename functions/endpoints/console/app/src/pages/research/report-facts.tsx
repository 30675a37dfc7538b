import { m } from "#messages";
import { Status } from "../../components/status.tsx";
import { SourceLink } from "./quotes.tsx";
import { ReportTable } from "./report-table.tsx";
import { type Report, sourceName } from "./research-words.ts";

const standings = {
  stated: { name: m.research_stated, tone: "neutral" },
  confirmed: { name: m.research_confirmed, tone: "good" },
  disputed: { name: m.research_disputed, tone: "bad" },
} as const;

/** What the sources say, what they disagree about, and what none of them says. */
export function ReportFacts({ report }: { readonly report: Report }) {
  return (
    <>
      <ReportTable
        title={m.research_contradictions()}
        items={report.contradictions}
        keyOf={({ id }) => id}
        columns={[
          { heading: m.research_theme(), cell: ({ kind, topic }) => `${kind.replaceAll("_", " ")} ${topic}` },
          { heading: m.research_says(), cell: ({ values }) => values.map(({ value }) => value).join(" / ") },
        ]}
      />
      <ReportTable
        title={m.research_gaps()}
        items={report.gaps}
        keyOf={({ kind, question }) => `${kind} ${question}`}
        columns={[
          { heading: m.research_theme(), cell: ({ question }) => question },
          { heading: m.research_says(), cell: ({ why }) => why },
        ]}
      />
      <ReportTable
        title={m.research_facts()}
        items={report.facts}
        keyOf={({ id }) => id}
        columns={[
          { heading: m.research_theme(), cell: ({ kind, label }) => `${kind.replaceAll("_", " ")} ${label}` },
          { heading: m.research_says(), cell: ({ text }) => text },
          {
            heading: m.research_state(),
            cell: ({ status }) => <Status tone={standings[status].tone}>{standings[status].name()}</Status>,
          },
          {
            heading: m.research_where(),
            cell: ({ source }) => <SourceLink url={source.url}>{sourceName(source.kind)}</SourceLink>,
          },
        ]}
      />
      {report.left_out.map(({ kind, facts }) => (
        <p key={kind}>{m.research_left_out({ kind: kind.replaceAll("_", " "), facts: String(facts) })}</p>
      ))}
    </>
  );
}
