import { m } from "#messages";
import type { RequirementsView } from "../../../../../../engines/prd/document/views.ts";
import { Button } from "../../components/button.tsx";
import { Problem } from "../../components/status.tsx";
import type { Requirements } from "./use-requirements.ts";

/** What could not be merged, with both values. A person chooses one. */
export function Conflicts({
  document: { edit, data },
  conflicts,
}: {
  readonly document: Requirements;
  readonly conflicts: RequirementsView["conflicts"];
}) {
  if (conflicts.length === 0) return null;
  return (
    <section>
      <h2>{m.requirements_conflicts()}</h2>
      <ul className="cards">
        {conflicts.map(({ id, item, field, proposed, by, kind }) => {
          const current = field === null ? null : (data?.items.find((each) => each.id === item)?.fields[field] ?? null);
          const canTake = kind === "field" && current !== null;
          return (
            <li key={id} className="card">
              <strong>{`${id}: ${item} ${field ?? ""}`}</strong>
              {canTake ? (
                <>
                  <p>{m.requirements_now({ value: String(current) })}</p>
                  <p>{m.requirements_proposed({ by, value: String(proposed) })}</p>
                </>
              ) : (
                <p>
                  {kind === "removal-of-changed"
                    ? m.requirements_stays()
                    : m.requirements_gone({ by, value: String(proposed) })}
                </p>
              )}
              <div className="actions">
                <Button onClick={() => edit.mutate([{ op: "resolve", conflict: id }])}>
                  {m.requirements_keep_current()}
                </Button>
                {canTake && (
                  <Button onClick={() => edit.mutate([{ op: "resolve", conflict: id, value: proposed }])}>
                    {m.requirements_take_proposed()}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <Problem error={edit.error} />
    </section>
  );
}
