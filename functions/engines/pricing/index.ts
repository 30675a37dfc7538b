import { ownedCollection, plainCollection } from "../../app/collections/stored-collection.ts";
import type { Composition } from "../../app/compose.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";
import type { PublicProposals } from "./proposals/public-proposals.ts";

/** What serving a client costs, what it is charged, and the proposals that clients accept. */
export const pricingEngine: Engine = {
  name: "pricing",
  steps: async () => [
    registered("pricing-record", recording, async () => (await import("./pricings/record-pricing.ts")).recordPricing),
    registered("proposals-open", recording, async () => (await import("./proposals/steps.ts")).openProposal),
    registered("proposals-accept", recording, async () => (await import("./proposals/steps.ts")).acceptProposal),
    registered("proposals-withdraw", recording, async () => (await import("./proposals/steps.ts")).withdrawProposal),
    registered("proposals-expire", recording, async () => (await import("./proposals/steps.ts")).expireProposal),
  ],
  routes: async () => [
    {
      under: ["/v1/pricing"],
      async open({ platform: { documents }, runner, now }) {
        return (await import("./pricings/routes.ts")).pricingRoutes({ documents, runner, now });
      },
    },
    {
      under: ["/v1/proposals"],
      async open(composition) {
        const { publicUrl } = composition;
        return (await import("./proposals/routes.ts")).proposalRoutes({ ...(await portsOf(composition)), publicUrl });
      },
    },
  ],
  async collections() {
    const [{ pricings, pricingVersions }, { proposals }] = await Promise.all([
      import("./pricings/pricing.ts"),
      import("./proposals/proposal.ts"),
    ]);
    return [ownedCollection(pricings), plainCollection(pricingVersions), ownedCollection(proposals)];
  },
};

/** The steps that the public pages run. */
export const proposalPageSteps = ["proposals-accept"] as const;

/** What the public pages of proposals do. */
export async function openPublicProposals(composition: ProposalPorts): Promise<PublicProposals> {
  return (await import("./proposals/public-proposals.ts")).publicProposals(await portsOf(composition));
}

type ProposalPorts = Pick<Composition, "platform" | "runner" | "now">;

async function portsOf({ platform: { documents, keys }, runner, now }: ProposalPorts) {
  const { createSecretLinks } = await import("../../../shared/security/links/secret-link.ts");
  return { documents, runner, now, links: createSecretLinks({ documents, keys, now }) };
}
