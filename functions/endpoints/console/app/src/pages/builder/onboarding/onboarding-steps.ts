/** What has to be done for a new client, in this order. */
export const onboardingSteps = ["client", "template", "agent", "try", "activate"] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** How far it has come, as the page's address says: it can be left, sent to a colleague and gone on with. */
export interface OnboardingPlace {
  readonly client?: string;
  readonly template?: string;
  /** The name of the configuration, once its first version is stored. */
  readonly agent?: string;
  readonly step?: string;
}

/** What an address says. Anything else in it is left out. */
export function placeIn(search: Readonly<Record<string, unknown>>): OnboardingPlace {
  const keys = ["client", "template", "agent", "step"] as const;
  return Object.fromEntries(
    keys.flatMap((key) => (typeof search[key] === "string" && search[key] !== "" ? [[key, search[key]]] : [])),
  );
}

export function stepAt({ client, template, agent, step }: OnboardingPlace): OnboardingStep {
  if (client === undefined) return "client";
  if (agent !== undefined) return step === "activate" ? "activate" : "try";
  return template === undefined ? "template" : "agent";
}

/** The address of an earlier step that can be done again. Undefined where what was stored stays as it is. */
export function placeOf(
  step: OnboardingStep,
  { client, template, agent }: OnboardingPlace,
): OnboardingPlace | undefined {
  if (client === undefined) return undefined;
  if (agent === undefined) return step === "template" && template !== undefined ? { client } : undefined;
  return step === "try" ? { client, agent } : undefined;
}
