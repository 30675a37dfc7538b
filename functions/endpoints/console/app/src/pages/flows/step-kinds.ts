import { m } from "#messages";

const kinds = {
  start: m.flows_kind_start,
  say: m.flows_kind_say,
  ask: m.flows_kind_ask,
  tool: m.flows_kind_tool,
  decide: m.flows_kind_decide,
  handoff: m.flows_kind_handoff,
  end: m.flows_kind_end,
} as const;

export function kindName(kind: string): string {
  return kind in kinds ? kinds[kind as keyof typeof kinds]() : kind;
}

export function kindOptions(): readonly { readonly value: string; readonly label: string }[] {
  return Object.entries(kinds).map(([value, name]) => ({ value, label: name() }));
}
