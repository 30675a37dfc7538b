import { m } from "#messages";
import { Status } from "../../../../components/status.tsx";
import { differenceNames, turnWords } from "../../../automation/automation-words.ts";
import { TurnDetails } from "../../chat/turn-details.tsx";
import type { InspectedTurn } from "../../chat/use-draft-chat.ts";
import { TurnSaid } from "../turn-said.tsx";
import type { Rerun } from "./use-rerun.ts";

/** Both answers, each with how it came about, and what differs between them. */
export function RerunResult({ before, result, name }: { before: InspectedTurn; result: Rerun; name: string }) {
  const word = turnWords[result.verdict];
  return (
    <div className="rerun-result">
      <p role="status">
        <Status tone={word.tone}>{word.name()}</Status> {result.differences.length === 0 && m.rerun_same()}
      </p>
      {result.differences.length > 0 && (
        <table className="table" aria-label={m.rerun_differences()}>
          <thead>
            <tr>
              <th scope="col">{m.rerun_difference()}</th>
              <th scope="col">{m.rerun_then({ version: before.turn.config.version })}</th>
              <th scope="col">{m.rerun_now({ name })}</th>
            </tr>
          </thead>
          <tbody>
            {result.differences.map(({ kind, verdict, old, new: now }) => (
              <tr key={kind}>
                <td data-heading={m.rerun_difference()}>
                  <Status tone={turnWords[verdict].tone}>{differenceNames[kind]()}</Status>
                </td>
                <td data-heading={m.rerun_then({ version: before.turn.config.version })}>{old}</td>
                <td data-heading={m.rerun_now({ name })}>{now}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="rerun-sides">
        <Side heading={m.rerun_then({ version: before.turn.config.version })} said={before} />
        <Side heading={m.rerun_now({ name })} said={result.rerun} />
      </div>
    </div>
  );
}

function Side({ heading, said }: { heading: string; said: InspectedTurn }) {
  return (
    <section aria-label={heading}>
      <h3>{heading}</h3>
      <TurnSaid turn={said.turn} />
      <TurnDetails said={said} />
    </section>
  );
}
