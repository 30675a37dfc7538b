import type { Models, UnchargedModels } from "../../shared/models/model.ts";
import { modelCounters } from "../../shared/prices/model-counters.ts";
import { noteSpend, type SpendNoteParts } from "./spend-note.ts";

/** Models whose answers join the spend of whom the request names, at the list price of the day. */
export function chargedModels(models: UnchargedModels, parts: SpendNoteParts): Models {
  return {
    async generate(choice, request) {
      const reply = await models.generate(choice, request);
      const { payer } = request;
      if (typeof payer === "object")
        await noteSpend(parts, payer, {
          kind: "request",
          add: (day) => modelCounters({ ...reply, modelCalls: 1 }, day),
        });
      return reply;
    },
  };
}
