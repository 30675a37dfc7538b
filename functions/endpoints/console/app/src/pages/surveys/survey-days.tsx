import { m } from "#messages";
import type { SurveyResultsView } from "../../../../../../engines/insights/survey-routes.ts";
import { dayText } from "../../components/charts/day-text.ts";
import { numberText } from "../../components/region.ts";
import { Rows } from "../../components/rows.tsx";
import { npsText, shareText } from "./survey-words.ts";

/** The scores of each day on which a survey ended, newest first. Folded: three months are a long list. */
export function SurveyDays({ days }: { readonly days: SurveyResultsView["days"] }) {
  return (
    <details>
      <summary>{m.surveys_by_day()}</summary>
      <Rows
        label={m.surveys_by_day()}
        items={days.toReversed()}
        keyOf={({ day }) => day}
        columns={[
          { heading: m.surveys_day(), cell: ({ day }) => dayText({ from: day, until: day }) },
          { heading: m.surveys_ended(), cell: ({ surveys }) => numberText(surveys) },
          { heading: m.surveys_csat(), cell: ({ csat }) => shareText(csat) },
          { heading: m.surveys_nps(), cell: ({ nps }) => npsText(nps) },
        ]}
      />
    </details>
  );
}
