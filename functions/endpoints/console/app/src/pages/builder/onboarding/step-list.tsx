import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { type OnboardingPlace, type OnboardingStep, onboardingSteps, placeOf } from "./onboarding-steps.ts";

const names: Readonly<Record<OnboardingStep, () => string>> = {
  client: m.onboarding_client,
  template: m.onboarding_template,
  agent: m.onboarding_agent,
  try: m.onboarding_try,
  activate: m.onboarding_activate,
};

/** What is done, what is to be done now, and what comes. */
export function StepList({ place, current }: { readonly place: OnboardingPlace; readonly current: OnboardingStep }) {
  const at = onboardingSteps.indexOf(current);
  return (
    <nav aria-label={m.onboarding_steps()}>
      <p className="quiet" role="status">
        {m.onboarding_progress({ number: at + 1, total: onboardingSteps.length, step: names[current]() })}
      </p>
      <progress className="onboarding-bar" aria-label={m.onboarding_steps()} value={at} max={onboardingSteps.length} />
      <ol className="onboarding-steps">
        {onboardingSteps.map((step, index) => {
          const back = index < at ? placeOf(step, place) : undefined;
          return (
            <li key={step} data-done={index < at} aria-current={step === current ? "step" : undefined}>
              {back === undefined ? (
                names[step]()
              ) : (
                <Link to={"/onboarding" as string} search={back as never}>
                  {names[step]()}
                </Link>
              )}
              {index < at && <span aria-hidden="true"> ✓</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
