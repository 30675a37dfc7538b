import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { Progress } from "../../../components/progress.tsx";
import { ScrollRegion } from "../../../components/scroll-region.tsx";
import { Problem, Status } from "../../../components/status.tsx";
import { type DiffLine, diffLines } from "./diff-lines.ts";

const signs = { added: "+", removed: "−", same: " ", place: "" } as const;
const tones = { added: "good", removed: "bad", changed: "active" } as const;
const words = { added: m.diff_added, removed: m.diff_removed, changed: m.diff_changed } as const;

/** What differs between two versions: the settings by name, and the lines of the text. */
export function DiffView(of: {
  readonly client: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}) {
  const { client, name, from, to } = of;
  const { data, error } = useQuery({
    queryKey: ["configs", client, name, "diff", from, to],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api("GET", "/v1/configs/:client/:name/diff", { params: { client, name }, query: { from, to }, client, signal }),
  });
  if (data === undefined) return error ? <Problem error={error} /> : <Progress label={m.loading()} />;
  const lines = diffLines(data.patch);
  if (lines.length === 0) return <p className="quiet">{m.diff_none()}</p>;
  return (
    <>
      {data.changes.length > 0 && (
        <ul className="changes">
          {data.changes.map(({ path, type }) => (
            <li key={path}>
              <Status tone={tones[type]}>{words[type]()}</Status> <code>{path}</code>
            </li>
          ))}
        </ul>
      )}
      <ScrollRegion className="diff" label={m.diff_of({ from, to })}>
        <table>
          <tbody>
            {lines.map((line) => (
              <DiffRow key={`${line.kind} ${line.before} ${line.after} ${line.text}`} line={line} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}

function DiffRow({ line: { kind, text, before, after } }: { readonly line: DiffLine }) {
  return (
    <tr data-kind={kind}>
      <td>{before}</td>
      <td>{after}</td>
      <td>
        {signs[kind]} {text}
      </td>
    </tr>
  );
}
