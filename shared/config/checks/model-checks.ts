import { askedModel, type ModelEnd, register, standingOf } from "../../models/register.ts";
import { vendorOf } from "../../models/vendors.ts";
import { didYouMean } from "../../schema/did-you-mean.ts";
import type { Explanation } from "../explain.ts";
import type { Surroundings } from "../reading/surroundings.ts";
import type { TenantConfig } from "../schema.ts";

const chatModels = register.filter(({ kind }) => kind === "chat").map(({ id }) => id);

/** Models that nobody knows or nothing asks, or that their vendor switches off within 90 days. */
export function modelWarnings(
  { agent }: TenantConfig,
  at: Date,
  { hasModelEndpoint }: Surroundings = {},
): readonly Explanation[] {
  const { primary, fallback } = agent.model;
  const asked = (["primary", "fallback"] as const).map((which) => [which, agent.model[which]] as const);
  return [
    ...asked.flatMap(([which, name]) =>
      vendorOf(name) === "google"
        ? standingWarnings(which, name, at)
        : vendorOf(name) === "openai_compatible" && agent.model.endpoint === undefined && hasModelEndpoint === false
          ? [withoutEndpoint(which, name)]
          : [],
    ),
    ...(agent.model.endpoint && asked.every(([, name]) => vendorOf(name) !== "openai_compatible")
      ? [unusedEndpoint]
      : []),
    ...(askedModel(primary, at) === askedModel(fallback, at)
      ? [
          explained("fallback", {
            code: "model-same",
            what: `is by now the same model as the primary one, ${askedModel(fallback, at)}, so both fail together`,
            remedy: "Name another model.",
          }),
        ]
      : []),
  ];
}

/** Models that cannot answer: a configuration that names one is stored, but not activated. */
export function unusableModels({ agent }: TenantConfig, at: Date, models = register): readonly Explanation[] {
  return (["primary", "fallback"] as const).flatMap((which) => {
    const name = askedModel(agent.model[which], at, models);
    const standing = standingOf(name, at, models);
    if (standing.type === "unknown") return [];
    if (standing.model.kind !== "chat")
      return [
        explained(which, {
          code: "model-kind",
          what: `is \`${name}\`, a model for ${standing.model.kind === "live" ? "calls" : "documents"}, which cannot answer messages`,
          remedy: `Name a model such as ${chatModels.at(-1)}.`,
        }),
      ];
    if (standing.type !== "ended") return [];
    return [
      explained(which, {
        code: "model-ended",
        what: `is \`${name}\`, which its vendor has switched off on ${standing.end.on}`,
        remedy: "Name another model: `npm run cli -- models` lists them.",
      }),
    ];
  });
}

function withoutEndpoint(which: "primary" | "fallback", name: string): Explanation {
  return explained(which, {
    code: "model-endpoint-missing",
    what: `is \`${name}\`, but neither this configuration nor the platform has an endpoint for it`,
    remedy: "Set OPENAI_COMPATIBLE_URL where the product runs, or write agent.model.endpoint.",
  });
}

const unusedEndpoint: Explanation = {
  path: ["agent", "model", "endpoint"],
  at: "key",
  code: "model-endpoint-unused",
  what: "is asked by neither model, because neither name begins with `openai_compatible/`",
  remedy: "Name a model of this endpoint, such as openai_compatible/llama3.3, or remove it.",
};

function standingWarnings(which: "primary" | "fallback", name: string, at: Date): readonly Explanation[] {
  const standing = standingOf(name, at);
  if (standing.type === "unknown")
    return [
      explained(which, {
        code: "model-unknown",
        what: `is \`${name}\`, which the register of models does not have${didYouMean(name, chatModels)}`,
        remedy: name.startsWith("gemini")
          ? "Check the name: if its vendor has no such model, no message is answered."
          : `Google is asked for it. A model of an OpenAI-compatible endpoint is named openai_compatible/${name}.`,
      }),
    ];
  if (standing.type === "current") return [];
  return [
    explained(which, {
      code: standing.type === "ended" ? "model-replaced" : "model-ending",
      what: endOf(name, standing.type, standing.end),
      remedy: "Name a model without an end date: `npm run cli -- models` lists them with their prices.",
    }),
  ];
}

function endOf(name: string, type: "ending" | "ended", { on, replacement }: ModelEnd): string {
  const then = replacement === null ? "nothing answers in its place" : `${replacement} answers in its place`;
  return type === "ended"
    ? `is \`${name}\`, which its vendor has switched off on ${on}: ${then}`
    : `is \`${name}\`, which its vendor switches off on ${on}: ${then} from then on`;
}

function explained(which: "primary" | "fallback", rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path: ["agent", "model", which], at: "value", ...rest };
}
