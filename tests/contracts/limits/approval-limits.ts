import type { Limits } from "./largest-document.ts";

export const approvalLimits: Readonly<Record<string, Limits>> = {
  approvals: {
    "state.request.arguments": { items: 4 },
    "state.request.arguments{}": { bytes: 4_000 },
    "state.request.preview.title": { characters: 301 },
    "state.request.preview.lines": { items: 20 },
    "state.request.preview.lines[].label": { characters: 301 },
    "state.request.preview.lines[].value": { characters: 301 },
    "state.request.identity.fields": { items: 50 },
    "state.request.identity.fields{}": { bytes: 4_000 },
    "state.comment": { characters: 500 },
    "state.run.detail": { characters: 500 },
  },
};
