import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";

/** A client's requirements documents, and the interviews that write them. */
export function RequirementsListPage() {
  const { client = "" } = useParams({ strict: false });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const documents = useList(["requirements", client], (cursor, signal) =>
    api("GET", "/v1/prds", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const interviews = useList(["interviews", client], (cursor, signal) =>
    api("GET", "/v1/prd/sessions", {
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const researches = useQuery({
    queryKey: ["research", client, "for-interviews"],
    queryFn: ({ signal }) => api("GET", "/v1/research", { query: { limit: 20 }, client, signal }),
  });
  const reported = (researches.data?.items ?? []).filter(({ revision }) => revision > 0);
  const [chosen, setChosen] = useState<string>();
  const research = chosen ?? reported[0]?.research_id ?? "";
  const { mutate, isPending, error } = useMutation({
    mutationFn: (language: "en" | "hi") => {
      const from = research === "" ? {} : { research_id: research };
      return api("POST", "/v1/prd/sessions", { body: { client_id: client, language, ...from }, client });
    },
    async onSuccess({ session_id: interview }) {
      await queries.invalidateQueries({ queryKey: ["interviews", client] });
      await navigate({ to: "/clients/$client/interviews/$interview", params: { client, interview } as never });
    },
  });
  const actions = (
    <>
      <Button look="primary" busy={isPending} onClick={() => mutate("en")}>
        {m.requirements_interview_en()}
      </Button>
      <Button busy={isPending} onClick={() => mutate("hi")}>
        {m.requirements_interview_hi()}
      </Button>
    </>
  );
  const none = (
    <Empty title={m.requirements_none()}>
      <p>{m.requirements_none_what()}</p>
    </Empty>
  );
  return (
    <Page title={m.nav_requirements()} intro={m.requirements_intro()} actions={actions}>
      <Problem error={error} />
      {reported.length > 0 && (
        <div className="field search">
          <label htmlFor="interview-research">{m.requirements_builds_on()}</label>
          <select
            id="interview-research"
            className="input"
            value={research}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          >
            {reported.map(({ research_id, business, facts }) => (
              <option key={research_id} value={research_id}>
                {m.demo_from_research({ business: business.name, facts })}
              </option>
            ))}
            <option value="">{m.demo_without_research()}</option>
          </select>
        </div>
      )}
      <Table
        label={m.nav_requirements()}
        list={documents}
        keyOf={({ prd_id }) => prd_id}
        empty={none}
        columns={[
          {
            heading: m.requirements_title(),
            cell: ({ prd_id: prd, title }) => (
              <Link to="/clients/$client/requirements/$prd" params={{ client, prd } as never}>
                {title}
              </Link>
            ),
          },
          {
            heading: m.requirements_status(),
            cell: ({ status }) => (
              <Status tone={status === "approved" ? "good" : "active"}>
                {status === "approved" ? m.requirements_approved() : m.requirements_draft()}
              </Status>
            ),
          },
          { heading: m.requirements_revision(), cell: ({ revision }) => revision },
          { heading: m.requirements_changed(), cell: ({ updated_at }) => <Time at={updated_at} /> },
        ]}
      />
      <h2>{m.requirements_interviews()}</h2>
      <Table
        label={m.requirements_interviews()}
        list={interviews}
        keyOf={({ session_id }) => session_id}
        empty={<p className="quiet">{m.requirements_no_interviews()}</p>}
        columns={[
          {
            heading: m.requirements_interview(),
            cell: ({ session_id: interview, messages }) => (
              <Link to="/clients/$client/interviews/$interview" params={{ client, interview } as never}>
                {messages.at(-1)?.text.slice(0, 80) ?? interview}
              </Link>
            ),
          },
          {
            heading: m.requirements_progress(),
            cell: ({ progress: { done, total } }) => `${done}/${total}`,
          },
        ]}
      />
    </Page>
  );
}
