import type { Limits } from "./largest-document.ts";

/** The limits of what is stored about calls. */
export const callLimits = {
  calls: {
    "state.customerName": { characters: 200 },
    "state.briefing": { characters: 10_000 },
    "state.modeChanges": { items: 20 },
    "state.modeChanges[].reason": { characters: 500 },
    "state.participants": { items: 20 },
    "state.participants[].identity": { characters: 500 },
    "state.sessions": { items: 20 },
    "state.sessions[].reason": { characters: 500 },
    "state.sessions[].usage": { items: 20 },
    "state.attempts": { items: 10 },
    "state.cost.unpriced": { items: 100 },
  },
  "call-lines": { held: { items: 1_000 } },
  "call-workers": { calls: { items: 100 }, "calls[].identity": { characters: 500 } },
} satisfies Readonly<Record<string, Limits>>;
