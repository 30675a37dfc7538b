import { type DemoViewed, demoViewed } from "../../../shared/events/index.ts";
import { step } from "../../../shared/runtime/step.ts";
import { activityLimits, type DemoActivity, demoActivities } from "./demo.ts";

/** Counts a view once, however often its event is delivered. */
export const recordView = step<DemoViewed, DemoActivity>({
  name: "demo-record-view",
  on: demoViewed,
  document: demoActivities,
  documentId: ({ data }) => data.demoId,
  decide(before, { data, occurredAt }) {
    const { visitors = [], byDay = [], views = 0 } = before ?? {};
    const date = occurredAt.slice(0, 10);
    const ofDay = byDay.find((day) => day.date === date)?.views ?? 0;
    const days = [...byDay.filter((day) => day.date !== date), { date, views: ofDay + 1 }];
    return {
      document: {
        ...before,
        demoId: data.demoId,
        views: views + 1,
        visitors: [...new Set([...visitors, data.visitor])].slice(-activityLimits.visitors),
        byDay: days.sort((one, other) => one.date.localeCompare(other.date)).slice(-activityLimits.days),
        lastViewAt: occurredAt,
      },
    };
  },
});
