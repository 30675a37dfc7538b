import { useId } from "react";
import { m } from "#messages";
import { Button } from "../../components/button.tsx";
import type { Item, OfDocument } from "../requirements/use-requirements.ts";
import { useEdits } from "../requirements/use-requirements.ts";
import { kindOptions } from "./step-kinds.ts";

/** The chosen step or link: its fields, each kept when it is left, with what its author saw. */
export function ChosenItem({ of, item, onGone }: { readonly of: OfDocument; readonly item: Item; onGone(): void }) {
  const { edit } = useEdits(of);
  const field = useId();
  const { id, fields, revision } = item;
  const keep = (name: string, value: string | null) => {
    const before = fields[name] ?? null;
    if (value !== before) edit.mutate([{ op: "set", id, field: name, before, value }]);
  };
  return (
    <section className="card" aria-label={m.flows_chosen({ id })}>
      <h2>{id}</h2>
      {item.section === "flow_nodes" ? (
        <>
          <div className="field">
            <label htmlFor={`${field}kind`}>{m.flows_kind()}</label>
            <select
              id={`${field}kind`}
              className="input"
              value={String(fields.kind)}
              onChange={({ currentTarget }) => keep("kind", currentTarget.value)}
            >
              {kindOptions().map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor={`${field}text`}>{m.flows_text()}</label>
            <textarea
              key={String(fields.text)}
              id={`${field}text`}
              className="input"
              rows={4}
              maxLength={1_000}
              defaultValue={String(fields.text)}
              onBlur={({ currentTarget }) => keep("text", currentTarget.value.trim())}
            />
          </div>
        </>
      ) : (
        <div className="field">
          <label htmlFor={`${field}when`}>{m.flows_when()}</label>
          <input
            key={String(fields.when)}
            id={`${field}when`}
            className="input"
            maxLength={200}
            defaultValue={typeof fields.when === "string" ? fields.when : ""}
            onBlur={({ currentTarget }) => keep("when", currentTarget.value.trim() || null)}
          />
        </div>
      )}
      {edit.error && (
        <p className="problem" dir="auto">
          {edit.error.message}
        </p>
      )}
      <div className="actions">
        <Button
          look="danger"
          onClick={() => {
            edit.mutate([{ op: "remove", id, revision }]);
            onGone();
          }}
        >
          {m.remove()}
        </Button>
      </div>
    </section>
  );
}
