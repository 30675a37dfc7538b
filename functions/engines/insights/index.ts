import { ownedCollection } from "../../app/collections/stored-collection.ts";
import { type Engine, registered } from "../../app/engine.ts";
import { recording } from "../../app/instances.ts";

/** Records survey answers, offer outcomes and requests for what is missing, and summarises them for the tenant. */
export const insightsEngine: Engine = {
  name: "insights",
  steps: async () => [
    registered("insights-record-survey", recording, async () => (await import("./record-survey.ts")).recordSurvey),
    registered("insights-record-offer", recording, async () => (await import("./record-offers.ts")).recordOffer),
    registered(
      "insights-record-offer-answer",
      recording,
      async () => (await import("./record-offers.ts")).recordOfferAnswer,
    ),
    registered("insights-record-sale", recording, async () => (await import("./record-offers.ts")).recordSale),
    registered("insights-expire-offer", recording, async () => (await import("./record-offers.ts")).expireOffer),
    registered(
      "insights-record-capability-request",
      recording,
      async () => (await import("./capability-requests.ts")).recordCapabilityRequest,
    ),
  ],
  routes: async () => [
    {
      under: ["/v1/surveys"],
      async open({ platform: { documents } }) {
        return (await import("./survey-routes.ts")).surveyRoutes({ documents });
      },
    },
    {
      under: ["/v1/offers"],
      async open({ platform: { documents } }) {
        return (await import("./offer-routes.ts")).offerRoutes({ documents });
      },
    },
    {
      under: ["/v1/missing-capabilities"],
      async open({ platform: { documents } }) {
        return (await import("./capability-request-routes.ts")).capabilityRequestRoutes({ documents });
      },
    },
  ],
  async collections() {
    const [{ surveyAnswers }, { offers }, { capabilityRequests }] = await Promise.all([
      import("./survey-answers.ts"),
      import("./offer.ts"),
      import("./capability-requests.ts"),
    ]);
    return [ownedCollection(surveyAnswers), ownedCollection(offers), ownedCollection(capabilityRequests)];
  },
};
