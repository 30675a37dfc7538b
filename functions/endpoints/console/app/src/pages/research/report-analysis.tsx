import { m } from "#messages";
import { Status } from "../../components/status.tsx";
import { Quotes, SourceLink } from "./quotes.tsx";
import { ReportTable } from "./report-table.tsx";
import type { Report } from "./research-words.ts";

const tones = { positive: "good", negative: "bad", mixed: "warning" } as const;

/** What reviews and posts mean, each figure beside the passages that it counts. */
export function ReportAnalysis({ report }: { readonly report: Report }) {
  return (
    <>
      <ReportTable
        title={m.research_opportunities()}
        items={report.opportunities}
        keyOf={({ name }) => name}
        columns={[
          { heading: m.research_feature(), cell: ({ feature }) => feature },
          { heading: m.research_says(), cell: ({ why }) => why },
          { heading: m.research_where(), cell: ({ quotes }) => <Quotes quotes={quotes} /> },
        ]}
      />
      <ReportTable
        title={m.research_themes()}
        items={report.themes}
        keyOf={({ name }) => name}
        columns={[
          {
            heading: m.research_theme(),
            cell: ({ name, sentiment }) => <Status tone={tones[sentiment]}>{name}</Status>,
          },
          { heading: m.research_says(), cell: ({ mentions, of }) => m.research_of({ mentions, reviews: of }) },
          { heading: m.research_negative(), cell: ({ negative }) => negative },
          { heading: m.research_where(), cell: ({ quotes }) => <Quotes quotes={quotes} /> },
        ]}
      />
      <ReportTable
        title={m.research_questions()}
        items={report.questions}
        keyOf={({ topic }) => topic}
        columns={[
          { heading: m.research_theme(), cell: ({ topic, asked }) => m.research_asked({ topic, count: asked }) },
          { heading: m.research_says(), cell: ({ quotes }) => <Quotes quotes={quotes} /> },
        ]}
      />
      <ReportTable
        title={m.research_competitors()}
        items={report.competitors}
        keyOf={({ name }) => name}
        columns={[
          { heading: m.name(), cell: ({ name, url }) => <SourceLink url={url}>{name}</SourceLink> },
          { heading: m.research_where(), cell: ({ quotes }) => <Quotes quotes={quotes} /> },
        ]}
      />
    </>
  );
}
