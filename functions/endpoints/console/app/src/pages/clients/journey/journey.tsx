import { m } from "#messages";
import { JourneyStep } from "./journey-step.tsx";
import "./journey.css";
import {
  newestAgent,
  newestAutomation,
  newestDemo,
  newestPricing,
  newestProposal,
  newestRequirements,
  newestResearch,
} from "./newest.ts";

/** How far a client has come: the newest of each step, from the first research to the agent that answers. */
export function Journey({ client }: { readonly client: string }) {
  return (
    <section className="journey-section">
      <h2>{m.client_journey()}</h2>
      <ol className="journey">
        <JourneyStep
          client={client}
          title={m.nav_research()}
          page="research"
          permission="research:read"
          read={newestResearch}
        />
        <JourneyStep client={client} title={m.nav_demos()} page="demos" permission="configs:read" read={newestDemo} />
        <JourneyStep
          client={client}
          title={m.nav_requirements()}
          page="requirements"
          permission="configs:read"
          read={newestRequirements}
        />
        <JourneyStep
          client={client}
          title={m.nav_pricing()}
          page="pricing"
          permission="pricing:read"
          read={newestPricing}
        />
        <JourneyStep
          client={client}
          title={m.nav_proposals()}
          page="proposals"
          permission="pricing:read"
          read={newestProposal}
        />
        <JourneyStep
          client={client}
          title={m.nav_automation()}
          page="automation"
          permission="configs:read"
          read={newestAutomation}
        />
        <JourneyStep
          client={client}
          title={m.nav_agents()}
          page="agents"
          permission="configs:read"
          read={newestAgent}
        />
      </ol>
    </section>
  );
}
