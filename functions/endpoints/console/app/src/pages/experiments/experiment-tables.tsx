import { m } from "#messages";
import type { ExperimentView } from "../../../../../../engines/experiments/views.ts";
import { Status } from "../../components/status.tsx";
import { metricWords, percentText, verdictWords } from "./experiment-words.ts";

interface Shown {
  readonly experiment: ExperimentView;
}

/** The variants with their customers, and what the goal says of each. */
export function ArmsTable({ experiment: { arms, goal } }: Shown) {
  const headings = [
    ...[m.experiments_variant(), m.experiments_share(), m.experiments_customers(), m.experiments_mean()],
    ...[m.experiments_lift(), m.experiments_interval(), m.experiments_chance(), m.experiments_verdict()],
  ];
  return (
    <table className="table" aria-label={m.experiments_variants()}>
      <Heads headings={headings} />
      <tbody>
        {arms.map((arm) => {
          const figures = arm.figures.find(({ metric }) => metric === goal);
          const word = arm.verdict && verdictWords[arm.verdict];
          return (
            <tr key={arm.key}>
              <td data-heading={m.experiments_variant()}>{arm.key}</td>
              <td data-heading={m.experiments_share()}>{Math.round(arm.weight * 100)} %</td>
              <td data-heading={m.experiments_customers()}>
                {arm.measured}/{arm.exposed}
              </td>
              <td data-heading={m.experiments_mean()}>{figures ? figures.mean.toPrecision(3) : "–"}</td>
              <td data-heading={m.experiments_lift()}>{figures?.lift == null ? "–" : percentText(figures.lift)}</td>
              <td data-heading={m.experiments_interval()}>{intervalText(figures?.interval)}</td>
              <td data-heading={m.experiments_chance()}>
                {figures?.chance_to_win == null ? "–" : `${Math.round(figures.chance_to_win * 100)} %`}
              </td>
              <td data-heading={m.experiments_verdict()}>
                {word ? <Status tone={word.tone}>{word.name()}</Status> : "–"}
                {arm.closed !== null && <p className="quiet">{arm.closed}</p>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Every figure of every variant. */
export function FiguresTable({ experiment: { arms } }: Shown) {
  return (
    <table className="table" aria-label={m.experiments_guardrails()}>
      <Heads
        headings={[m.experiments_metric(), m.experiments_variant(), m.experiments_mean(), m.experiments_interval()]}
      />
      <tbody>
        {arms.flatMap(({ key, figures }) =>
          figures.map(({ metric, mean, interval }) => (
            <tr key={`${metric} ${key}`}>
              <td data-heading={m.experiments_metric()}>{metricWords[metric]()}</td>
              <td data-heading={m.experiments_variant()}>{key}</td>
              <td data-heading={m.experiments_mean()}>{mean.toPrecision(3)}</td>
              <td data-heading={m.experiments_interval()}>{intervalText(interval)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

/** What each variant changes of the configuration. */
export function ChangesList({ experiment: { arms } }: Shown) {
  return (
    <ul>
      {arms.flatMap(({ key, changes }) =>
        changes.map(({ path, value }) => (
          <li key={`${key} ${path}`}>
            {key}: <code>{path}</code> <span className="arrow">→</span>{" "}
            {value === undefined ? m.experiments_removed() : <code>{JSON.stringify(value)}</code>}
          </li>
        )),
      )}
    </ul>
  );
}

function Heads({ headings }: { readonly headings: readonly string[] }) {
  return (
    <thead>
      <tr>
        {headings.map((heading) => (
          <th key={heading} scope="col">
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function intervalText(interval: readonly number[] | null | undefined): string {
  const [low, high] = interval ?? [];
  return low === undefined || high === undefined ? "–" : `${percentText(low)} … ${percentText(high)}`;
}
