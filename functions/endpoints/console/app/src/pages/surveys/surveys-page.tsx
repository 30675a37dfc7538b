import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { SelectField } from "../../components/field.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { AnswerList } from "./answer-list.tsx";
import { SurveyDays } from "./survey-days.tsx";
import { SurveyFigures } from "./survey-figures.tsx";

const periods = [7, 28, 90] as const;
const dayMs = 24 * 60 * 60 * 1_000;

/** What customers answered when they were asked: the scores, each question, each day, and every answer. */
export function SurveysPage() {
  const { client = "" } = useParams({ strict: false });
  const [days, setDays] = useState<number>(28);
  const from = `${new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10)}T00:00:00.000Z`;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["surveys", client, from],
    queryFn: ({ signal }) => api("GET", "/v1/surveys/results", { query: { from }, client, signal }),
  });
  return (
    <Page title={m.nav_surveys()} intro={m.surveys_intro()}>
      <div className="filters">
        <SelectField
          label={m.surveys_period()}
          name="period"
          value={String(days)}
          onChange={({ target }) => setDays(Number(target.value))}
          options={periods.map((count) => ({ value: String(count), label: m.surveys_last_days({ count }) }))}
        />
      </div>
      {isPending && (
        <div className="awaited">
          <Progress label={m.loading()} />
        </div>
      )}
      <Problem error={error} retry={() => void refetch()} />
      {data?.surveys === 0 && (
        <Empty title={m.surveys_none()}>
          <p>{m.surveys_none_what()}</p>
        </Empty>
      )}
      {data !== undefined && data.surveys > 0 && (
        <>
          <SurveyFigures results={data} />
          <SurveyDays days={data.days} />
          <AnswerList client={client} from={from} />
        </>
      )}
    </Page>
  );
}
