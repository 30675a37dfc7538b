import { m } from "#messages";
import { Status } from "../../../components/status.tsx";
import type { Checked } from "./use-check.ts";

type Found = Checked["problems"][number];

/** What is wrong with the text, each with the way to its line. */
export function ProblemList({
  checked,
  isChecking,
  onGo,
}: {
  readonly checked: Checked | undefined;
  readonly isChecking: boolean;
  onGo(place: { readonly line: number; readonly column: number }): void;
}) {
  const { problems = [], warnings = [] } = checked ?? {};
  const items = [
    ...problems.map((found) => ({ found, tone: "bad" as const, word: m.config_problem() })),
    ...warnings.map((found) => ({ found, tone: "warning" as const, word: m.config_warning() })),
  ];
  return (
    <section className="problems" aria-label={m.config_check()}>
      <p role="status" className="quiet">
        {checked === undefined
          ? m.config_checking()
          : `${m.config_problems({ count: problems.length })} · ${m.config_warnings({ count: warnings.length })}`}
        {isChecking && checked !== undefined && " …"}
      </p>
      {items.length > 0 && (
        <ul>
          {items.map(({ found, tone, word }) => (
            <li key={keyOf(found)}>
              <button type="button" onClick={() => onGo(found)}>
                <Status tone={tone}>
                  {word} · {m.config_line({ line: found.line })}
                </Status>
                <span>
                  {found.message} <span className="quiet">{found.remedy}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function keyOf({ line, column, code, message }: Found): string {
  return `${line}:${column} ${code} ${message}`;
}
