import { parse } from "yaml";
import { z } from "zod";

const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.union([
          z.object({ record: z.string(), expr: z.string() }),
          z.object({
            alert: z.string(),
            expr: z.string(),
            for: z.string().default("0s"),
            labels: z.object({ severity: z.literal(["critical", "warning"]) }),
            annotations: z.object({ summary: z.string(), runbook: z.string() }),
          }),
        ]),
      ),
    }),
  ),
});

export interface CloudAlert {
  readonly title: string;
  readonly query: string;
  /** Seconds, as Terraform's provider takes them. */
  readonly duration: string;
  readonly severity: "CRITICAL" | "WARNING";
  /** The runbook's name, without its folder. */
  readonly runbook: string;
}

/**
 * The alerts of Prometheus' rules for Cloud Monitoring, by name. It evaluates no recording rules, so each stands in the alerts that
 * use it.
 */
export function cloudAlerts(rulesYaml: string): Readonly<Record<string, CloudAlert>> {
  const all = Rules.parse(parse(rulesYaml)).groups.flatMap(({ rules }) => rules);
  const recorded = all.flatMap((rule) => ("record" in rule ? [[rule.record, rule.expr.trim()] as const] : []));
  const expanded = (expr: string): string => {
    const next = recorded.reduce((text, [name, of]) => text.replaceAll(named(name), () => `(${of})`), expr);
    return next === expr ? expr : expanded(next);
  };
  return Object.fromEntries(
    all.flatMap((rule) => {
      if (!("alert" in rule)) return [];
      const { alert, expr, labels, annotations } = rule;
      const runbook = /([\w-]+)\.md$/.exec(annotations.runbook)?.[1] ?? "";
      const query = expanded(expr).replace(/\s+/g, " ").trim();
      const severity = labels.severity === "critical" ? ("CRITICAL" as const) : ("WARNING" as const);
      return [
        [alert, { title: titleOf(annotations.summary), query, duration: secondsOf(rule.for), severity, runbook }],
      ];
    }),
  );
}

/** Matches the whole name: `client:down:rate1h` is not part of `client:down:rate1hour`. */
function named(name: string): RegExp {
  return new RegExp(`(?<![\\w:])${name}(?![\\w:])`, "g");
}

/** A policy's name holds no values: labels stand in the incident. */
function titleOf(summary: string): string {
  return summary.replaceAll(/\{\{ *\$labels\.(\w+) *\}\}/g, "<$1>").replaceAll(/\{\{[^}]*\}\}/g, "<value>");
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

function secondsOf(written: string): string {
  const [, count = "0", unit = "s"] = /^(\d+)([smh])$/.exec(written) ?? [];
  return `${Number(count) * (seconds[unit] ?? 1)}s`;
}

export function cloudAlertsFile(rulesYaml: string): string {
  return `${JSON.stringify(cloudAlerts(rulesYaml), null, 2)}\n`;
}
