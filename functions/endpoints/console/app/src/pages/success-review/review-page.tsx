import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { SelectField } from "../../components/field.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Notice, Problem, Status } from "../../components/status.tsx";
import { usd } from "../spend/spend-words.ts";
import { healthWords } from "../success/success-words.ts";
import { ReviewFigures } from "./review-figures.tsx";
import { ReviewFiles } from "./review-files.tsx";

/** What a quarter was worth to the client, and what the next one is for. */
export function ReviewPage() {
  const { client = "" } = useParams({ strict: false });
  const current = quarterNow();
  const [quarter, setQuarter] = useState(current);
  const past = useList(["success-reviews", client], (cursor, signal) => {
    const query = { limit: 12, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/success/reviews", { query, client, signal });
  });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["success-review", client, quarter],
    queryFn: ({ signal }) => api("GET", "/v1/success/reviews/:quarter", { params: { quarter }, client, signal }),
  });
  const quarters = [...new Set([current, quarterBefore(current), ...past.items.map((each) => each.quarter)])];
  return (
    <Page title={m.nav_review()} intro={m.review_intro()} actions={<ReviewFiles client={client} quarter={quarter} />}>
      <div className="filters">
        <SelectField
          label={m.review_quarter()}
          name="quarter"
          value={quarter}
          onChange={({ target }) => setQuarter(target.value)}
          options={quarters.map((value) => ({ value, label: value }))}
        />
      </div>
      {isPending && <Progress label={m.loading()} />}
      <Problem error={error} retry={() => void refetch()} />
      {data !== undefined && (
        <>
          {!data.over && <Notice>{m.review_ongoing({ until: data.until })}</Notice>}
          <p>
            {m.success_health()}:{" "}
            <Status tone={healthWords[data.health.status].tone}>{healthWords[data.health.status].name()}</Status>{" "}
            {data.health.score !== null && m.success_score({ score: data.health.score })} · {m.review_spend()}:{" "}
            {usd(data.spend.total_usd)}{" "}
            {data.revision !== null && <span className="quiet">{m.review_revision({ revision: data.revision })}</span>}
          </p>
          <ReviewFigures client={client} review={data} />
        </>
      )}
    </Page>
  );
}

function quarterNow(): string {
  const now = new Date();
  return `${now.getFullYear()}-Q${Math.floor(now.getMonth() / 3) + 1}`;
}

function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}
