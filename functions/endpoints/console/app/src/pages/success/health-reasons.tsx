import { m } from "#messages";
import { type HealthReason, signalWords } from "./success-words.ts";

/** What takes points, in the order that the API gives. Its sentences are in English. */
export function HealthReasons({ reasons }: { readonly reasons: readonly HealthReason[] }) {
  if (reasons.length === 0) return <p className="quiet">{m.success_no_reasons()}</p>;
  return (
    <ul className="tile-list">
      {reasons.map(({ signal, points, says }) => (
        <li key={signal}>
          <strong>{signalWords[signal]()}</strong> {m.success_points({ points: Math.round(points) })}
          <p className="quiet" lang="en">
            {says}
          </p>
        </li>
      ))}
    </ul>
  );
}
