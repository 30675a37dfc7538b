import { useMemo, useState } from "react";
import { m } from "#messages";
import { Problem } from "../../../../components/status.tsx";
import { placedProblems } from "../../agent/placed-problems.ts";
import { ProblemList } from "../../agent/problem-list.tsx";
import { useCheck } from "../../agent/use-check.ts";
import { LazyYamlEditor } from "../../yaml/lazy-yaml-editor.tsx";
import { hintsOf, useSchema } from "../../yaml/use-schema.ts";

/** A version's text, to be changed for one try. It is not stored. */
export function ChangedText({
  client,
  text,
  onChange,
}: {
  client: string;
  text: string;
  onChange(text: string): void;
}) {
  const schema = useSchema();
  const hints = useMemo(() => hintsOf(schema), [schema]);
  const { checked, error, isChecking } = useCheck(client, text);
  const problems = useMemo(() => placedProblems(checked), [checked]);
  const [goTo, setGoTo] = useState<{ readonly line: number; readonly column: number }>();
  return (
    <div className="rerun-text">
      <p className="hint">{m.rerun_not_stored()}</p>
      <LazyYamlEditor
        label={m.config_text()}
        value={text}
        onChange={onChange}
        problems={problems}
        goTo={goTo}
        hints={hints}
      />
      <Problem error={error} />
      <ProblemList checked={checked} isChecking={isChecking} onGo={setGoTo} />
    </div>
  );
}
