import { holdsPersonalData } from "../../platform/personal-data.ts";
import type { Platform } from "../../platform/platform.ts";
import { checkDeclared } from "../declared.ts";
import { forgetEffects } from "../effects.ts";
import { outboxOf } from "../outbox.ts";
import type { Owned } from "../owned-document.ts";
import type { Event, Step } from "../step.ts";
import { predatesErasure } from "./erasure-marks.ts";

/** Events about a person who was erased after they happened: handling one would bring back what was erased. */
export function erasedEvents({ platform, now }: { readonly platform: Platform; readonly now: () => Date }) {
  const { documents, bus } = platform;
  return {
    /**
     * True when the event is not to be handled; whoever waits for its outcome was told. Only a document that no event
     * has reached may have been erased, so a turn of a known conversation costs no read here.
     */
    async ended<T, D, G, P>(
      step: Step<T, D, G, P>,
      event: Event<T>,
      stored: Owned<unknown> | undefined,
    ): Promise<boolean> {
      if (stored && stored.handled.length > 0) return false;
      if (!holdsPersonalData(step.document.collection.personal)) return false;
      if (!(await predatesErasure(documents, event))) return false;
      await forgetEffects(documents, event);
      const decision = { document: undefined, publish: step.afterErasure?.(event) ?? [] };
      checkDeclared(step, decision);
      const told = outboxOf(decision, { event, stepName: step.name, at: now(), direct: true });
      const envelopes = told.flatMap((entry) => (entry.type === "publish" ? entry.envelope : []));
      if (envelopes.length > 0) await bus.publish(envelopes);
      return true;
    },
  };
}
