import type { YamlEditorProps } from "../yaml/yaml-editor.tsx";
import type { Checked } from "./use-check.ts";

/** What a check found, as the editor marks it. */
export function placedProblems(checked: Checked | undefined): YamlEditorProps["problems"] {
  return [
    ...(checked?.problems ?? []).map((found) => placed(found, "error")),
    ...(checked?.warnings ?? []).map((found) => placed(found, "warning")),
  ];
}

function placed({ line, column, message, remedy }: Checked["problems"][number], severity: "error" | "warning") {
  return { line, column, message: `${message} ${remedy}`, severity };
}
