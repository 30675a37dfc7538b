import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Empty, Page } from "../../../components/page.tsx";
import { NewClient } from "../../clients/new-client.tsx";
import "../builder.css";
import { ActivateAgent } from "./activate-agent.tsx";
import { AnswersForm } from "./answers-form.tsx";
import { ChooseTemplate } from "./choose-template.tsx";
import "./onboarding.css";
import { type OnboardingPlace, placeIn, stepAt } from "./onboarding-steps.ts";
import { StepList } from "./step-list.tsx";
import { TryAgent } from "./try-agent.tsx";

/** From a new client to an agent that answers, step by step. The address says how far it has come. */
export function OnboardingPage() {
  const place = placeIn(useSearch({ strict: false }));
  const navigate = useNavigate();
  const current = stepAt(place);
  const go = (next: OnboardingPlace) => navigate({ to: "/onboarding" as string, search: next as never });
  const { client = "", template = "", agent = "" } = place;
  return (
    <Page title={m.onboarding_title()} intro={m.onboarding_intro()}>
      <StepList place={place} current={current} />
      {current === "client" && <AddClient go={go} />}
      {current === "template" && <ChooseTemplate client={client} />}
      {current === "agent" && (
        <AnswersForm
          key={`${client} ${template}`}
          client={client}
          template={template}
          onStored={(name) => go({ client, agent: name })}
        />
      )}
      {current === "try" && <TryAgent key={`${client} ${agent}`} client={client} agent={agent} />}
      {current === "activate" && <ActivateAgent client={client} agent={agent} />}
    </Page>
  );
}

function AddClient({ go }: { go(next: OnboardingPlace): Promise<void> }) {
  const session = useSession();
  const toClients = <Link to="/clients">{m.onboarding_known_client()}</Link>;
  if (!session.is_agency || !session.may("clients:write"))
    return (
      <Empty title={m.onboarding_no_client()}>
        <p>{toClients}</p>
      </Empty>
    );
  return (
    <section className="onboarding-step">
      <h2>{m.onboarding_client()}</h2>
      <NewClient stage="onboarding" onAdded={(client) => go({ client })} />
      <p className="quiet">{toClients}</p>
    </section>
  );
}
