import type { ModelRequest } from "../../models/model.ts";
import type { Tool } from "../../tools/tool.ts";

type Declaration = ModelRequest["tools"][number];

/** A tool's declaration for the model. Its parameters are the tool's JSON Schema. */
export function declarationOf({ name, description, parameters, confirm, approve }: Tool): Declaration {
  const note = (confirm ?? approve) === undefined ? "" : ` ${confirm === "customer" ? customerNote : colleagueNote}`;
  return { name, description: `${description}${note}`, parameters: parameters.jsonSchema };
}

/** In place of the rule to wait for a yes: the runtime asks for it. */
const customerNote =
  "The service itself shows the customer what would be done and asks for their yes: call it as soon as the arguments are known, without asking first.";
const colleagueNote =
  "The service itself asks a colleague to approve the call: make it as soon as the arguments are known, and never say that it is done before it is.";
