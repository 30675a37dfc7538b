import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { demoIndustries } from "../../../../../../engines/demo/industries.ts";
import { api } from "../../api/api.ts";
import { Field, SelectField } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Notice } from "../../components/status.tsx";
import { industryNames } from "./demo-words.ts";

const languages = [
  { value: "en", label: "English" },
  { value: "hi", label: "हिन्दी" },
  { value: "ur", label: "اردو" },
] as const;

/** Makes a demo, from a research or without one, and shows its link once. */
export function NewDemo({ client }: { readonly client: string }) {
  const queries = useQueryClient();
  const researches = useQuery({
    queryKey: ["research", client, "for-demos"],
    queryFn: ({ signal }) => api("GET", "/v1/research", { query: { limit: 20 }, client, signal }),
  });
  const reported = (researches.data?.items ?? []).filter(({ revision }) => revision > 0);
  const runs = reported.map(({ research_id, business, facts }) => ({
    value: research_id,
    label: m.demo_from_research({ business: business.name, facts }),
  }));
  return (
    <Form
      submit={m.demo_make()}
      send={(values) => api("POST", "/v1/demos", { body: bodyOf(values), client })}
      onSent={() => queries.invalidateQueries({ queryKey: ["demos"] })}
      answer={({ url, demo_id: demo }) => (
        <Notice>
          <p>{m.demo_link_once()}</p>
          <p>
            <a href={url ?? ""} target="_blank" rel="noreferrer">
              {url}
            </a>
          </p>
          <Link to={"/clients/$client/demos/$demo" as string} params={{ client, demo } as never}>
            {m.demo_open()}
          </Link>
        </Notice>
      )}
    >
      <SelectField
        name="research"
        label={m.nav_research()}
        hint={m.demo_research_hint()}
        options={[...runs, { value: "", label: m.demo_without_research() }]}
        pointer="research_id"
        key={runs.length}
      />
      <Field name="business" label={m.demo_business()} pointer="config/business_name" maxLength={120} />
      <SelectField
        name="industry"
        label={m.demo_industry()}
        options={demoIndustries.map((industry) => ({ value: industry, label: industryNames[industry]() }))}
      />
      <SelectField name="language" label={m.language()} options={languages} />
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
      />
    </Form>
  );
}

function bodyOf(form: FormData) {
  const text = (name: string) => textOf(form, name);
  const [business, research, password] = [text("business"), text("research"), text("password")];
  const industry = demoIndustries.find((each) => each === text("industry")) ?? "healthcare";
  const language = languages.find(({ value }) => value === text("language"))?.value ?? "en";
  return {
    config: { industry, language, ...(business === "" ? {} : { business_name: business }) },
    expires_in_days: Number(text("days") || 14),
    ...(research === "" ? {} : { research_id: research }),
    ...(password === "" ? {} : { password }),
  };
}
