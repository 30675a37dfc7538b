import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { demoIndustries } from "../../../../../../engines/demo/industries.ts";
import type { DemoView } from "../../../../../../engines/demo/views.ts";
import { api } from "../../api/api.ts";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Progress } from "../../components/progress.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { industryNames } from "../demos/demo-words.ts";

const refreshMs = 1_000;

/** Makes a demo of what this research found, and shows how far it is until its link works. */
export function MakeDemo({ client, research }: { readonly client: string; readonly research: string }) {
  const queries = useQueryClient();
  return (
    <Form
      submit={m.demo_make()}
      send={(values) => api("POST", "/v1/demos", { body: bodyOf(research, values), client })}
      onSent={() => queries.invalidateQueries({ queryKey: ["demos"] })}
      answer={(demo) => <DemoProgress client={client} begun={demo} />}
    >
      <p className="quiet">{m.demo_research_hint()}</p>
      <SelectField
        name="industry"
        label={m.demo_industry()}
        options={[
          { value: "", label: m.demo_industry_from_research() },
          ...demoIndustries.map((industry) => ({ value: industry, label: industryNames[industry]() })),
        ]}
      />
      <Field
        name="password"
        label={m.demo_password()}
        hint={m.demo_password_hint()}
        minLength={6}
        maxLength={100}
        autoComplete="off"
      />
      <Field
        name="days"
        type="number"
        min={1}
        max={365}
        defaultValue={14}
        label={m.demo_days()}
        pointer="expires_in_days"
        required
      />
    </Form>
  );
}

function DemoProgress({ client, begun }: { readonly client: string; readonly begun: DemoView }) {
  const { demo_id: id, url } = begun;
  const { data: demo = begun, error } = useQuery({
    queryKey: ["demos", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/demos/:id", { params: { id }, client, signal }),
    refetchInterval: ({ state }) => ((state.data?.status ?? "building") === "building" ? refreshMs : false),
  });
  const { status, progress, problem } = demo;
  return (
    <>
      {status === "building" && <Progress label={progress.now} done={progress.done} total={progress.total} />}
      <Problem error={problem === null ? error : new Error(problem)} />
      <Notice>
        <p>{m.demo_link_once()}</p>
        <a href={url ?? ""} target="_blank" rel="noreferrer">
          {url}
        </a>
        <Link to={"/clients/$client/demos/$demo" as string} params={{ client, demo: id } as never}>
          {m.demo_open()}
        </Link>
      </Notice>
    </>
  );
}

function bodyOf(research: string, values: FormData) {
  const password = textOf(values, "password");
  const industry = demoIndustries.find((each) => each === textOf(values, "industry"));
  return {
    research_id: research,
    expires_in_days: Number(textOf(values, "days")),
    ...(industry === undefined ? {} : { config: { industry } }),
    ...(password === "" ? {} : { password }),
  };
}
