import { m } from "#messages";
import type { ResearchDetailView } from "../../../../../../engines/research/views.ts";
import { Status } from "../../components/status.tsx";
import { ReportTable } from "./report-table.tsx";
import { type Report, sourceName, stateOf } from "./research-words.ts";

interface SourceRow {
  readonly kind: Report["sources"][number]["kind"];
  readonly status: Report["sources"][number]["status"];
  readonly pages: number | undefined;
  readonly told: string;
  readonly problems: readonly { readonly url: string; readonly code: string; readonly detail: string }[];
}

/** Each source with its state, and what it could not read and why. */
export function ReportSources({ run }: { readonly run: ResearchDetailView }) {
  return (
    <ReportTable
      title={m.research_sources()}
      items={rowsOf(run)}
      keyOf={({ kind }) => kind}
      columns={[
        { heading: m.research_source(), cell: ({ kind }) => sourceName(kind) },
        {
          heading: m.research_state(),
          cell: ({ status }) => <Status tone={stateOf(status).tone}>{stateOf(status).name()}</Status>,
        },
        { heading: m.research_pages(), cell: ({ pages }) => pages ?? "–" },
        {
          heading: m.research_told(),
          cell: ({ told, problems }) => (
            <>
              {told}
              {problems.length > 0 && (
                <ul>
                  {problems.map(({ url, code, detail }) => (
                    <li key={`${url} ${code} ${detail}`}>{`${url} ${detail}`.trim()}</li>
                  ))}
                </ul>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** While the run collects, its progress; then how each source ended. */
function rowsOf({ report, sources }: ResearchDetailView): readonly SourceRow[] {
  if (report === null)
    return sources.map(({ kind, status, now }) => ({ kind, status, pages: undefined, told: now, problems: [] }));
  return report.sources.map(({ kind, status, pages, detail, problems }) => ({
    kind,
    status,
    pages,
    told: detail,
    problems: problems.filter(({ code }) => code !== "place-candidate"),
  }));
}
