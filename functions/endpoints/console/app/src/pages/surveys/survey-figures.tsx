import { m } from "#messages";
import type { SurveyResultsView } from "../../../../../../engines/insights/survey-routes.ts";
import { listText, numberText } from "../../components/region.ts";
import { Rows } from "../../components/rows.tsx";
import { countsText, npsText, shareText } from "./survey-words.ts";

type Question = SurveyResultsView["questions"][number];

/** The scores of a period, and what was answered to each question. */
export function SurveyFigures({ results }: { readonly results: SurveyResultsView }) {
  return (
    <section aria-label={m.surveys_scores()}>
      <h2>{m.surveys_scores()}</h2>
      <dl className="facts">
        <Fact name={m.surveys_csat()} value={shareText(results.csat)} />
        <Fact name={m.surveys_nps()} value={npsText(results.nps)} />
        <Fact name={m.surveys_completed()} value={shareText(results.completion_rate)} />
        <Fact name={m.surveys_ended()} value={numberText(results.surveys)} />
      </dl>
      {results.truncated && <p className="quiet">{m.surveys_truncated()}</p>}
      <Rows
        label={m.surveys_questions()}
        items={results.questions}
        keyOf={({ id }) => id}
        columns={[
          { heading: m.surveys_question(), cell: ({ text }) => <span dir="auto">{text}</span> },
          { heading: m.surveys_answered(), cell: ({ answered }) => numberText(answered) },
          { heading: m.surveys_skipped(), cell: ({ skipped }) => numberText(skipped) },
          { heading: m.surveys_result(), cell: (question) => <span dir="auto">{resultText(question)}</span> },
        ]}
      />
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** What the answers come to: counts of options or ratings, and a score. A text has none. */
function resultText({ options, ratings, mean, csat, nps }: Question): string {
  const counts = countsText(options ?? ratings ?? {});
  const scores = [
    ...(mean === null ? [] : [m.surveys_mean({ value: numberText(mean, { maximumFractionDigits: 1 }) })]),
    ...(csat === null ? [] : [`${m.surveys_csat()} ${shareText(csat)}`]),
    ...(nps === null ? [] : [`${m.surveys_nps()} ${npsText(nps)}`]),
  ];
  return listText([...scores, ...counts]) || "–";
}
