import type { BudgetReached, LoopEnded, MonitorSilent } from "../../../../shared/events/index.ts";
import { usdText } from "../../../../shared/prices/usd-text.ts";
import type { Alert } from "./messages.ts";

const loops = {
  tool: ({ tool }: LoopEnded) => `The agent called ${tool ?? "a tool"} again and again with the same result`,
  model: () => "The agent gave one answer to different messages",
  bot: () => "Another machine answers the agent",
} as const;

/** One of a kind and a day (UTC): a hundred conversations with one cause are told once. */
export function loopAlert(loop: LoopEnded): Alert {
  const { kind, conversationId, channel, handedOver, at } = loop;
  const end = handedOver ? "a person takes over" : "it was ended";
  return {
    key: `loop-${kind}-${at.slice(0, 10)}`,
    change: "opened",
    severity: "ticket",
    runbook: "loops-ended",
    title: `${loops[kind](loop)}; ${end}`,
    component: channel,
    names: [`loop-${kind}`],
    since: at,
    page: (client) => `inbox/${conversationId}?client=${client}`,
    pageName: "Loop",
  };
}

const levels = { warn: "is nearly spent", downgrade: "is nearly spent: a cheaper model answers", stop: "is spent" };

/** The agent that stops for its budget wakes somebody. */
export function budgetAlert({ period, of, level, spentNanoUsd, budgetNanoUsd, at }: BudgetReached): Alert {
  const spent = `$${usdText(spentNanoUsd)} of $${usdText(budgetNanoUsd)}`;
  return {
    key: `budget-${period}-${of}-${level}`,
    change: "opened",
    severity: level === "stop" ? "page" : "ticket",
    runbook: "budget-reached",
    title: `The budget of the ${period} ${levels[level]} (${spent})`,
    since: at,
    component: `${period} ${of}`,
    names: [`budget-${level}`],
    pageName: "Budget",
    page: (client) => `clients/${client}/spend`,
  };
}

/** Nobody knows whether customers are served. It is over with the next probe. */
export function monitorAlert({ since, isOver }: MonitorSilent): Alert {
  return {
    key: `monitor-${since}`,
    change: isOver ? "closed" : "opened",
    severity: "page",
    runbook: "monitor-silent",
    title: "The channels are not probed",
    component: "all channels",
    names: ["monitor-silent"],
    since,
    page: (client) => `clients/${client}/sla`,
    pageName: "Monitor down",
  };
}
