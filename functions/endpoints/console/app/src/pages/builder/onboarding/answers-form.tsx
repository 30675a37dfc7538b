import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { getLocale } from "#language";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import { CheckField, Field, SelectField, TextField } from "../../../components/field.tsx";
import { Form, textOf } from "../../../components/form.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { configsQuery } from "../configs-query.ts";
import { agentFromTemplate } from "./agent-from-template.ts";
import { type AgentTemplate, templatesQuery, templateTitle } from "./templates-query.ts";

const languages = ["en", "hi", "bn", "gu", "kn", "ml", "mr", "pa", "ta", "te", "ur"];

/** What a client's agent is called and knows. It is stored as the first version, which is not active. */
export function AnswersForm({
  client,
  template: chosen,
  onStored,
}: {
  readonly client: string;
  readonly template: string;
  onStored(name: string): Promise<void>;
}) {
  const templates = useQuery(templatesQuery(client));
  const configs = useQuery(configsQuery(client));
  const facts = useQuery({
    queryKey: ["clients", "one", client],
    queryFn: ({ signal }) => api("GET", "/v1/clients/:id", { params: { id: client }, signal }),
  });
  const error = templates.error ?? configs.error ?? facts.error;
  if (error) return <Problem error={error} />;
  if (!templates.data || !configs.data || !facts.data) return <Progress label={m.loading()} />;
  const template = templates.data.items.find(({ name }) => name === chosen);
  if (template === undefined) return <Problem error={new Error(m.onboarding_template_missing({ name: chosen }))} />;
  const taken = configs.data.items.map(({ name }) => name);
  return <Answers client={client} template={template} taken={taken} onStored={onStored} clientName={facts.data.name} />;
}

function Answers({
  client,
  clientName,
  template,
  taken,
  onStored,
}: {
  readonly client: string;
  readonly clientName: string;
  readonly template: AgentTemplate;
  readonly taken: readonly string[];
  onStored(name: string): Promise<void>;
}) {
  const queries = useQueryClient();
  const [first, setFirst] = useState("en");
  const named = new Intl.DisplayNames(getLocale(), { type: "language" });
  const options = languages.map((value) => ({ value, label: named.of(value) ?? value }));
  const send = async (values: FormData) => {
    const name = textOf(values, "name");
    if (taken.includes(name))
      throw new ApiProblem({ status: 409, code: "name-taken", detail: m.agent_name_taken({ name }) });
    const yaml = agentFromTemplate(template.yaml, {
      client,
      name,
      clientName: textOf(values, "client_name"),
      agentName: textOf(values, "agent_name"),
      business: textOf(values, "business"),
      greeting: textOf(values, "greeting"),
      objectives: linesOf(textOf(values, "objectives")),
      languages: [first, ...values.getAll("also").map(String)],
    });
    await api("PUT", "/v1/configs/:client/:name", { params: { client, name }, body: { yaml }, client });
    return name;
  };
  return (
    <section className="onboarding-step">
      <h2>{m.onboarding_agent()}</h2>
      <p className="quiet">{m.onboarding_from({ template: templateTitle(template) })}</p>
      <Form
        submit={m.onboarding_store()}
        send={async (values) => send(values).catch(explained)}
        onSent={async (name) => {
          await queries.invalidateQueries({ queryKey: ["configs", client] });
          await onStored(name);
        }}
      >
        <Field
          name="agent_name"
          label={m.agent_name()}
          hint={m.agent_name_hint()}
          required
          maxLength={80}
          defaultValue={template.agent_name}
        />
        <Field
          name="client_name"
          label={m.onboarding_business_name()}
          required
          maxLength={100}
          defaultValue={clientName}
        />
        <TextField
          name="business"
          label={m.onboarding_business()}
          hint={m.onboarding_business_hint()}
          required
          rows={6}
          maxLength={8_000}
        />
        <TextField
          name="objectives"
          label={m.onboarding_objectives()}
          hint={m.onboarding_objectives_hint()}
          rows={4}
          maxLength={2_000}
          defaultValue={template.objectives.join("\n")}
        />
        <SelectField
          label={m.onboarding_language()}
          options={options}
          value={first}
          onChange={(event) => setFirst(event.target.value)}
        />
        <fieldset className="choices">
          <legend>{m.onboarding_also()}</legend>
          {options
            .filter(({ value }) => value !== first)
            .map(({ value, label }) => (
              <CheckField key={value} name="also" value={value} label={label} defaultChecked={value === "hi"} />
            ))}
        </fieldset>
        <TextField
          name="greeting"
          label={m.agent_greeting()}
          hint={m.onboarding_greeting_hint()}
          rows={2}
          maxLength={500}
        />
        <Field
          name="name"
          label={m.agent_id()}
          hint={m.agent_id_hint()}
          required
          maxLength={60}
          pattern="[a-z0-9][a-z0-9_\-]*"
          defaultValue={["main", template.name].find((name) => !taken.includes(name)) ?? ""}
        />
      </Form>
    </section>
  );
}

function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What is wrong stands in a line of a text that is not on this page, so it is told as a whole. */
function explained(error: unknown): never {
  if (!(error instanceof ApiProblem) || error.code !== "config-invalid") throw error;
  const { status, code, message, fields } = error;
  throw new ApiProblem({ status, code, detail: [message, ...Object.values(fields)].join(" ") });
}
