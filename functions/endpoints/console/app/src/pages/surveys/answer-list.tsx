import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Empty } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { DownloadAnswers } from "./download-answers.tsx";
import { surveyStatuses } from "./survey-words.ts";

/** Every survey of the period with its answers and comments, newest first. */
export function AnswerList({ client, from }: { readonly client: string; readonly from: string }) {
  const list = useList(["survey-answers", client, from], (cursor, signal) => {
    const query = { limit: 20, from, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/surveys/answers", { query, client, signal });
  });
  return (
    <section aria-label={m.surveys_answers()}>
      <div className="page-head">
        <h2>{m.surveys_answers()}</h2>
        <DownloadAnswers client={client} from={from} />
      </div>
      <Table
        label={m.surveys_answers()}
        list={list}
        keyOf={({ survey_id }) => survey_id}
        empty={<Empty title={m.surveys_none()}>{m.surveys_none_what()}</Empty>}
        columns={[
          {
            heading: m.surveys_when(),
            cell: ({ ended_at, conversation_id }) => (
              <>
                <Time at={ended_at} />
                <br />
                <Link
                  to="/inbox/{-$conversation}"
                  params={{ conversation: conversation_id } as never}
                  search={{ client }}
                >
                  {m.surveys_conversation()}
                </Link>
              </>
            ),
          },
          {
            heading: m.surveys_state(),
            cell: ({ status }) => <Status tone={surveyStatuses[status].tone}>{surveyStatuses[status].name()}</Status>,
          },
          {
            heading: m.surveys_answers(),
            cell: ({ answers }) => (
              <ul className="tile-list">
                {answers.map(({ question_id, question, answer }) => (
                  <li key={question_id}>
                    <span className="quiet" dir="auto">
                      {question}
                    </span>{" "}
                    <bdi>{answer ?? m.surveys_skipped()}</bdi>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </section>
  );
}
