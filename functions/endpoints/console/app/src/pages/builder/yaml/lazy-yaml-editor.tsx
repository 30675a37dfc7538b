import { lazy, Suspense } from "react";
import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import type { YamlEditorProps } from "./yaml-editor.tsx";

const YamlEditor = lazy(async () => ({ default: (await import("./yaml-editor.tsx")).YamlEditor }));

/** The editor, whose code is loaded once it is shown. */
export function LazyYamlEditor(props: YamlEditorProps) {
  return (
    <Suspense
      fallback={
        <div className="yaml-editor">
          <Progress label={m.loading()} />
        </div>
      }
    >
      <YamlEditor {...props} />
    </Suspense>
  );
}
