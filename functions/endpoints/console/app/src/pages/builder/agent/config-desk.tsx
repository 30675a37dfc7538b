import { useMemo, useState } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Problem } from "../../../components/status.tsx";
import { UnsavedGuard } from "../../../components/unsaved-guard.tsx";
import { LazyCallPanel } from "../call/lazy-call-panel.tsx";
import { TestChat } from "../chat/test-chat.tsx";
import { ScenariosPanel } from "../scenarios/scenarios-panel.tsx";
import { LazyYamlEditor } from "../yaml/lazy-yaml-editor.tsx";
import { hintsOf, useSchema } from "../yaml/use-schema.ts";
import { readYaml } from "../yaml/yaml-edit.ts";
import { ConfigForm } from "./config-form.tsx";
import { placedProblems } from "./placed-problems.ts";
import { ProblemList } from "./problem-list.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useCheck } from "./use-check.ts";
import { useConfigText } from "./use-config-text.ts";

/** The form and the editor over the same text, what is wrong with it, and the way to a new version. */
export function ConfigDesk({
  client,
  agent,
  stored,
  active,
  mayWrite,
}: {
  readonly client: string;
  readonly agent: string;
  readonly stored: { readonly version: number; readonly yaml: string };
  readonly active: number | null;
  readonly mayWrite: boolean;
}) {
  const config = useConfigText(stored.yaml);
  const [shown, setShown] = useState<"form" | "text" | "chat">("form");
  const [trying, setTrying] = useState<"chat" | "call">();
  const [hasScenarios, setScenarios] = useState(false);
  const [goTo, setGoTo] = useState<{ readonly line: number; readonly column: number }>();
  const schema = useSchema();
  const hints = useMemo(() => hintsOf(schema), [schema]);
  const { checked, error, isChecking } = useCheck(client, config.text);
  const document = useMemo(() => readYaml(config.text), [config.text]);
  const problems = useMemo(() => placedProblems(checked), [checked]);
  const go = (place: { readonly line: number; readonly column: number }) => {
    setShown("text");
    setGoTo({ line: place.line, column: place.column });
  };
  const turnTo = (way: "chat" | "call") => {
    setTrying(trying === way ? undefined : way);
    setShown(trying === way ? "form" : "chat");
  };
  const tried = { client, config: agent, yaml: config.text, isValid: checked?.valid === true };
  return (
    <>
      <UnsavedGuard isUnsaved={() => mayWrite && config.text !== stored.yaml} />
      <fieldset className="views" aria-label={m.config_view()}>
        <Button data-part="" aria-pressed={shown === "form"} onClick={() => setShown("form")}>
          {m.config_form()}
        </Button>
        <Button data-part="" aria-pressed={shown === "text"} onClick={() => setShown("text")}>
          {m.config_text()}
        </Button>
        {mayWrite && (
          <Button aria-pressed={trying === "chat"} onClick={() => turnTo("chat")}>
            {m.chat_title()}
          </Button>
        )}
        {mayWrite && (
          <Button aria-pressed={trying === "call"} onClick={() => turnTo("call")}>
            {m.call_title()}
          </Button>
        )}
        {mayWrite && (
          <Button aria-expanded={hasScenarios} onClick={() => setScenarios(!hasScenarios)}>
            {m.scenarios_title()}
          </Button>
        )}
      </fieldset>
      {hasScenarios && <ScenariosPanel {...tried} />}
      <div className="desk" data-shown={shown} data-chat={trying !== undefined}>
        <div className="desk-form">
          {config.unset && (
            <p className="notice" data-tone="bad">
              {m.config_by_hand({ path: config.unset.join(".") })}
            </p>
          )}
          <ConfigForm config={config} document={document} checked={checked} />
        </div>
        <div className="desk-text">
          <LazyYamlEditor
            label={m.config_text()}
            value={config.text}
            onChange={config.write}
            problems={problems}
            goTo={goTo}
            hints={hints}
          />
          <Problem error={error} />
          <ProblemList checked={checked} isChecking={isChecking} onGo={go} />
        </div>
        {trying === "chat" && <TestChat {...tried} />}
        {trying === "call" && <LazyCallPanel {...tried} agentName={agentNameIn(document)} />}
      </div>
      {mayWrite && (
        <SaveBar
          client={client}
          agent={agent}
          active={active}
          text={config.text}
          stored={stored}
          isValid={checked?.valid === true && !isChecking}
          onUndo={() => config.write(stored.yaml)}
        />
      )}
    </>
  );
}

/** The name in the text, as it stands. */
function agentNameIn(document: ReturnType<typeof readYaml>): string {
  return String(document.getIn(["automation_config", "agent", "agent_name"]) ?? "");
}
