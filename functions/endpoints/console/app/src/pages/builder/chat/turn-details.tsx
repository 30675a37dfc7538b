import { m } from "#messages";
import { listText } from "../../../components/region.ts";
import { ScrollRegion } from "../../../components/scroll-region.tsx";
import { Status } from "../../../components/status.tsx";
import { seconds } from "./seconds.ts";
import { ShownToModel } from "./shown-to-model.tsx";
import type { InspectedTurn } from "./use-draft-chat.ts";

/** A line about a turn, which opens to how it came to its answer. */
export function TurnDetails({ said }: { readonly said: InspectedTurn }) {
  const { cost_usd: cost } = said;
  const { tool_calls: calls, citations, guard_findings: findings, model, duration_ms: ms } = said.turn;
  return (
    <details className="turn-details">
      <summary>
        {calls.map(({ name, status }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls of a turn keep their order.
          <Status key={`${name} ${index}`} tone={status === "completed" ? "good" : "bad"}>
            {name}
          </Status>
        ))}
        {citations.length > 0 && <Status tone="active">{m.turn_sources({ count: citations.length })}</Status>}
        {findings.map((finding) => (
          <Status key={finding} tone="warning">
            {finding}
          </Status>
        ))}
        <span className="quiet">
          {seconds(ms)} · {m.turn_tokens({ input: model.input_tokens, output: model.output_tokens })}
          {cost !== null && ` · $${cost}`}
        </span>
      </summary>
      <TurnParts said={said} />
    </details>
  );
}

/** How a turn came to its answer: tools, sources, findings of the guard, cost, times, and what the model was shown. */
export function TurnParts({ said: { turn, shown, cost_usd: cost } }: { readonly said: InspectedTurn }) {
  const { tool_calls: calls, citations, guard_findings: findings, model, duration_ms: ms } = turn;
  return (
    <div className="turn-parts">
      {calls.length > 0 && (
        <section>
          <h3>{m.turn_tools()}</h3>
          {calls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls of a turn keep their order.
            <div key={`${call.name} ${index}`} className="turn-call">
              <p>
                <strong>{call.name}</strong> <span className="quiet">{seconds(call.duration_ms)}</span>
              </p>
              <Json label={m.turn_arguments()} value={call.arguments} />
              <Json label={call.error === null ? m.turn_result() : m.turn_error()} value={call.error ?? call.result} />
            </div>
          ))}
        </section>
      )}
      {citations.length > 0 && (
        <section>
          <h3>{m.turn_quoted()}</h3>
          <ul>
            {citations.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </section>
      )}
      {findings.length > 0 && (
        <section>
          <h3>{m.turn_guard()}</h3>
          <p>{listText(findings)}</p>
        </section>
      )}
      <section>
        <h3>{m.turn_facts()}</h3>
        <dl className="facts">
          <dt>{m.agent_model()}</dt>
          <dd>{model.served ?? model.name}</dd>
          <dt>{m.turn_requests()}</dt>
          <dd>
            {model.calls} · {seconds(model.ms)}
          </dd>
          <dt>{m.turn_took()}</dt>
          <dd>{seconds(ms)}</dd>
          <dt>{m.turn_read_and_written()}</dt>
          <dd>{m.turn_tokens({ input: model.input_tokens, output: model.output_tokens })}</dd>
          <dt>{m.turn_cost()}</dt>
          <dd>{cost === null ? m.turn_no_price() : `$${cost}`}</dd>
        </dl>
      </section>
      <ShownToModel shown={shown} />
    </div>
  );
}

function Json({ label, value }: { readonly label: string; readonly value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return (
    <ScrollRegion label={label}>
      <pre>{text ?? "–"}</pre>
    </ScrollRegion>
  );
}
