import { useId } from "react";
import { m } from "#messages";
import type { RolloutView } from "../../../../../../engines/rollouts/views.ts";
import { fromStart } from "../../components/charts/from-start.ts";
import { figure, guardrailWords } from "./rollout-words.ts";

type Guardrails = NonNullable<RolloutView["stages"][number]["verdict"]>["guardrails"];

const [width, rowHeight, barHeight, left, right] = [720, 58, 16, 190, 110] as const;

/** Both versions side by side, each guardrail on its own scale. The table beside it says the same in words. */
export function GuardrailChart({ guardrails }: { readonly guardrails: Guardrails }) {
  const id = useId();
  const place = fromStart(width);
  const shown = guardrails.filter(({ current, candidate }) => Math.max(current ?? 0, candidate ?? 0) > 0);
  if (shown.length === 0) return null;
  return (
    <svg
      role="img"
      className="chart"
      aria-labelledby={`${id}t ${id}d`}
      viewBox={`0 0 ${width} ${shown.length * rowHeight}`}
    >
      <title id={`${id}t`}>{m.rollout_compared()}</title>
      <desc id={`${id}d`}>{m.rollout_compared_what()}</desc>
      {shown.map(({ guardrail, current, candidate }, row) => {
        const most = Math.max(current ?? 0, candidate ?? 0);
        const bars = [
          { name: m.rollout_new(), value: candidate ?? 0, className: "chart-bar" },
          { name: m.rollout_before(), value: current ?? 0, className: "chart-bar muted" },
        ];
        return (
          <g key={guardrail} transform={`translate(0 ${row * rowHeight})`}>
            <text x={place(0)} y={18}>
              {guardrailWords[guardrail]()}
            </text>
            {bars.map(({ name, value, className }, index) => {
              const length = most === 0 ? 0 : (value / most) * (width - left - right);
              const extent = Math.max(1, length);
              const y = 4 + index * (barHeight + 4);
              return (
                <g key={name}>
                  <rect className={className} x={place(left, extent)} y={y} width={extent} height={barHeight} />
                  <text x={place(left + length + 8)} y={y + barHeight - 3}>
                    {figure(guardrail, value)}
                  </text>
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
