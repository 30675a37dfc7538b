import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { templatesQuery, templateTitle } from "./templates-query.ts";

/** The templates of this release. What they say in sentences is in English, as in their files. */
export function ChooseTemplate({ client }: { readonly client: string }) {
  const { data, error } = useQuery(templatesQuery(client));
  return (
    <section className="onboarding-step">
      <h2>{m.onboarding_template()}</h2>
      <p className="quiet">{m.onboarding_template_what()}</p>
      <Problem error={error} />
      {data === undefined && !error && <Progress label={m.loading()} />}
      <ul className="cards">
        {data?.items.map((template) => (
          <li key={template.name} className="card">
            <h3>
              <Link to={"/onboarding" as string} search={{ client, template: template.name } as never}>
                {templateTitle(template)}
              </Link>
            </h3>
            <p className="quiet" lang="en">
              {template.agent_name} · {template.agent_type}
            </p>
            <ul lang="en">
              {template.objectives.map((objective) => (
                <li key={objective}>{objective}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
