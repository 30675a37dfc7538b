import { activityLimits } from "../../../functions/engines/demo/demo.ts";
import type { Limits } from "./largest-document.ts";

const openings = { items: 7 } as const;

/** What a demo's configuration may hold (demo-config.ts), and what is counted of its page. */
export const demoLimits: Readonly<Record<string, Limits>> = {
  demos: {
    "state.config.opening_hours": openings,
    "state.config.opening_hours{}": { items: 4 },
    "state.config.mock_data": { items: 8 },
    "state.config.mock_data[].patterns": { items: 4 },
    "state.config.mock_data[].topics": { items: 4 },
    "state.config.mock_data[].items": { items: 60 },
    "state.config.mock_data[].items[].name": { characters: 120 },
    "state.config.knowledge": { items: 120 },
    "state.config.knowledge[].title": { characters: 120 },
    "state.config.knowledge[].text": { characters: 900 },
    "state.config.knowledge[].url": { bytes: 500 },
    "state.config.ai_agent.system_prompt": { characters: 2_000 },
    "state.config.ai_agent.tools": { items: 12 },
    "state.config.web_ui.components": { items: 3 },
    "state.problem": { characters: 500 },
    "state.notes": { items: 15 },
    "state.notes[]": { characters: 300 },
    "state.month.byDay": { items: 31 },
    "state.month.byPattern": { items: 4 },
    "state.month.byChannel": { items: 3 },
    "state.month.newest": { items: 12 },
    "state.month.newest[].summary": { characters: 300 },
  },
  "demo-activities": {
    "state.visitors": { items: activityLimits.visitors },
    "state.byDay": { items: activityLimits.days },
  },
};
